package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.ConflatingWorld.Seen;
import dev.carillon.hub.ConflatingWorld.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens, what a reader sees of a key goes forward only, and ends with the newest. */
class ConflatingProperties {

    /** Something that happens; with a text, so that a failure can be read. */
    record Step(String text, Consumer<ConflatingWorld> action) {

        @Override
        public String toString() {
            return text;
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void a_reader_sees_a_subsequence_in_order_that_ends_with_the_newest(
            @ForAll("shards") int shards, @ForAll boolean compact, @ForAll("steps") List<Step> steps) {
        ConflatingWorld world = new ConflatingWorld(shards, compact);

        for (Step step : steps) {
            step.action.accept(world);
            world.look();
        }
        world.finish();

        for (Watcher watcher : world.watchers) {
            world.newest.forEach((channel, number) -> {
                if (watcher.selectors.selectors().stream().anyMatch(selector -> isFor(selector, channel))) {
                    List<Long> seen = watcher.numbers(channel);
                    assertThat(seen).doesNotHaveDuplicates().isSorted();
                    assertThat(seen).last().isEqualTo(number);
                } else {
                    assertThat(watcher.seen).doesNotContainKey(channel);
                }
            });
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void nobody_who_keeps_reading_gets_a_key_more_often_than_he_asked_for(@ForAll("steps") List<Step> steps) {
        ConflatingWorld world = new ConflatingWorld(1, true);

        for (Step step : steps) {
            step.action.accept(world);
            world.look();
        }
        world.finish();

        for (Watcher watcher : world.watchers) {
            if (watcher.keepsReading) {
                Duration pause = Duration.ofNanos((long) (1e9 / watcher.maxRate));
                // What every key says at the beginning comes beside.
                watcher.seen.values().forEach(seen -> assertPaused(seen.subList(1, seen.size()), pause));
            }
        }
    }

    private static void assertPaused(List<Seen> seen, Duration pause) {
        for (int i = 1; i < seen.size(); i++) {
            assertThat(Duration.between(seen.get(i - 1).at(), seen.get(i).at())).isGreaterThanOrEqualTo(pause);
        }
    }

    private static boolean isFor(Selector selector, String channel) {
        return SelectorSet.of(List.of(selector)).matches(new dev.carillon.event.ChannelName(channel));
    }

    @Provide
    Arbitrary<Integer> shards() {
        return Arbitraries.of(1, 2);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, quotes()),
                        Tuple.of(2, joins()),
                        Tuple.of(4, opens()),
                        Tuple.of(4, time()),
                        Tuple.of(3, Arbitraries.just(new Step("round", world -> world.test.rounds()))),
                        Tuple.of(1, ends()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static Arbitrary<Step> quotes() {
        return Arbitraries.integers()
                .between(0, ConflatingWorld.SYMBOLS - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(symbols -> new Step("quote " + symbols, world -> symbols.forEach(world::quote)));
    }

    private static Arbitrary<Step> joins() {
        Arbitrary<SelectorSet> selectors = Arbitraries.of("t/*", "t/0", "t/1", "t/2", "**", "other")
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(ConflatingProperties::selectors);
        return Combinators.combine(
                        selectors,
                        Arbitraries.of(ConflatingWorld.FASTEST, 10.0, 2.0, 0.5),
                        Arbitraries.of(0, 1, 2, 9, TestHub.UNLIMITED))
                .as((chosen, rate, window) -> new Step("join " + chosen + " " + rate + " " + window, world -> {
                    if (world.watchers.size() < 6) {
                        world.join(chosen, rate, window);
                    }
                }));
    }

    private static SelectorSet selectors(Set<String> names) {
        return SelectorSet.of(names.stream().map(Selector::new).collect(Collectors.toSet()));
    }

    private static Arbitrary<Step> opens() {
        return Combinators.combine(Arbitraries.integers().between(0, 5), Arbitraries.of(1, 2, TestHub.UNLIMITED))
                .as((index, window) -> new Step(
                        "open " + index + " " + window,
                        world -> IntStream.of(index)
                                .filter(i -> i < world.watchers.size())
                                .forEach(i -> world.open(world.watchers.get(i), window))));
    }

    private static Arbitrary<Step> time() {
        return Arbitraries.of(1, 40, 120, 600, 2_100)
                .map(millis -> new Step("pass " + millis, world -> world.test.pass(Duration.ofMillis(millis))));
    }

    private static Arbitrary<Step> ends() {
        return Arbitraries.integers()
                .between(0, 5)
                .map(index -> new Step("end " + index, world -> {
                    if (index < world.watchers.size()) {
                        world.watchers
                                .remove(index.intValue())
                                .reader
                                .subscriber
                                .gone();
                    }
                }));
    }
}
