package dev.carillon.hub;

import dev.carillon.log.PageLimit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens in whatever order, a reader sees each event that it listens to exactly once and in order, or is told the
 * truth about what it misses, or is closed and goes on from its last id.
 *
 * <p>The normal build walks 1000 times; for more: {@code mvn test -Dtest=DeliveryProperties -Djqwik.tries.default=20000}.
 */
class DeliveryProperties {

    /** Something that happens in a hub; with a text, so that a failure can be read. */
    record Step(String text, java.util.function.Consumer<DeliveryWalk> action) {

        @Override
        public String toString() {
            return text;
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everybody_gets_everything_once_or_hears_why_not(
            @ForAll("worlds") DeliveryWorld world, @ForAll("steps") List<Step> steps) {
        DeliveryWalk walk = new DeliveryWalk(world);

        for (Step step : steps) {
            step.action.accept(walk);
            walk.check();
        }

        walk.finish();
    }

    @Provide
    Arbitrary<DeliveryWorld> worlds() {
        return Combinators.combine(Arbitraries.integers().between(1, 2), rings(), replays(), kept())
                .as(DeliveryWorld::new);
    }

    private static Arbitrary<HubSettings.RingLimits> rings() {
        return Combinators.combine(
                        Arbitraries.of(64, 1, 2, 3, 8, 17),
                        Arbitraries.of(100_000L, 20L, 60L, 300L),
                        Arbitraries.of(100_000L, 30L, 100L, 500L))
                .as(HubSettings.RingLimits::new);
    }

    private static Arbitrary<HubSettings.ReplayLimits> replays() {
        return Combinators.combine(
                        Arbitraries.of(512, 512, 1, 3, 20).map(entries -> new PageLimit(entries, 256 << 10)),
                        Arbitraries.of(4, 1, 2),
                        Arbitraries.of(1L << 20, 1L, 500L),
                        Arbitraries.just(Duration.ofSeconds(5)))
                .as(HubSettings.ReplayLimits::new);
    }

    private static Arbitrary<DeliveryWorld.Kept> kept() {
        return Combinators.combine(
                        Arbitraries.of(10_000, 1, 3, 10, 40, 600),
                        Arbitraries.of(10_000, 1, 3),
                        Arbitraries.of(true, false))
                .as(DeliveryWorld.Kept::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, publishes()),
                        Tuple.of(1, floods()),
                        Tuple.of(5, connects()),
                        Tuple.of(2, simple("the located ones subscribe", DeliveryWalk::arrive)),
                        Tuple.of(6, rounds()),
                        Tuple.of(6, io()),
                        Tuple.of(6, windows()),
                        Tuple.of(2, sends()),
                        Tuple.of(1, leaves()),
                        Tuple.of(2, times()),
                        Tuple.of(2, simple("everything settles", DeliveryWalk::settle)))
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<Step> simple(String text, java.util.function.Consumer<DeliveryWalk> action) {
        return Arbitraries.just(new Step(text, action));
    }

    private static Arbitrary<Step> publishes() {
        Arbitrary<DeliveryWalk.Post> post = Combinators.combine(
                        Arbitraries.of("a", "b", "c/1", "c/2", "c/2/x"),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(1, 1, 1, 0, 30, 20_000))
                .as(DeliveryWalk.Post::new);
        return post.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(posts -> new Step(
                        "publish " + posts.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        walk -> walk.publish(posts)));
    }

    /** More than a page of the log: a reader before it is far from the tail. */
    private static Arbitrary<Step> floods() {
        return Combinators.combine(Arbitraries.of("a", "b"), Arbitraries.of(520, 600, 1000))
                .as((channel, count) -> new Step(
                        "publish " + count + " to " + channel,
                        walk -> walk.publish(IntStream.range(0, count)
                                .mapToObj(i -> new DeliveryWalk.Post(i % 5 == 0 ? channel : "d", false, 1))
                                .toList())));
    }

    private static Arbitrary<Step> connects() {
        Arbitrary<List<String>> selectors = Arbitraries.of("a", "b", "c/1", "c/*", "c/**", "*", "**", "none")
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(List::copyOf);
        Arbitrary<DeliveryWalk.From> from = Combinators.combine(
                        Arbitraries.of(DeliveryWalk.Where.values()),
                        Arbitraries.integers().between(0, 12))
                .as(DeliveryWalk.From::new);
        return Combinators.combine(selectors, from, someWindow(), Arbitraries.of(true, true, false))
                .as((chosen, where, window, atOnce) -> new Step(
                        "connect to " + chosen + " " + where + " with window " + window
                                + (atOnce ? "" : ", located only"),
                        walk -> walk.connect(chosen, where, window, atOnce)));
    }

    private static Arbitrary<Step> rounds() {
        return Arbitraries.of(0, 1).map(shard -> new Step("round of shard " + shard, walk -> walk.round(shard)));
    }

    private static Arbitrary<Step> io() {
        return Arbitraries.integers().between(0, 5).map(index -> new Step("I/O task " + index, walk -> walk.io(index)));
    }

    private static Arbitrary<Integer> someWindow() {
        return Arbitraries.of(0, 1, 2, 3, TestHub.UNLIMITED);
    }

    private static Arbitrary<Step> windows() {
        return Combinators.combine(someReader(), someWindow())
                .as((reader, window) ->
                        new Step("window of reader " + reader + " is " + window, walk -> walk.open(reader, window)));
    }

    private static Arbitrary<Step> sends() {
        return someReader().map(reader -> new Step("send to reader " + reader, walk -> walk.send(reader)));
    }

    private static Arbitrary<Step> leaves() {
        return someReader().map(reader -> new Step("reader " + reader + " leaves", walk -> walk.leave(reader)));
    }

    private static Arbitrary<Step> times() {
        return Stream.of(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(16))
                .map(time -> new Step(time + " pass", walk -> walk.pass(time)))
                .collect(Collectors.collectingAndThen(Collectors.toList(), Arbitraries::of));
    }

    private static Arbitrary<Integer> someReader() {
        return Arbitraries.integers().between(0, DeliveryWalk.MAX_READERS - 1);
    }
}
