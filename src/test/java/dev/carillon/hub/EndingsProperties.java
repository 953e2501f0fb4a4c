package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.HubDrainingException;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Connections come, read, block, go and are sent away in any order: each ends once, with its last words last, and nothing is left. */
class EndingsProperties {

    private static final List<CloseReason> REASONS = List.of(
            CloseReason.TOKEN_EXPIRED,
            CloseReason.TOKEN_REVOKED,
            CloseReason.SIGNED_OUT,
            CloseReason.CLOSED_BY_ADMIN,
            CloseReason.APPLICATION);

    private static final int MAX_READERS = 8;
    private static final String LAST_WORDS = "closed ";

    /** Something that happens; with a text, so that a failure can be read. */
    record Step(String text, Consumer<World> action) {

        @Override
        public String toString() {
            return text;
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void every_connection_ends_once_and_nothing_is_left(
            @ForAll("shards") int shards, @ForAll("steps") List<Step> steps) {
        World world = new World(shards);

        for (Step step : steps) {
            step.action.accept(world);
            world.check();
        }

        world.finish();
    }

    @Provide
    Arbitrary<Integer> shards() {
        return Arbitraries.of(1, 2, 3);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> reader = Arbitraries.integers().between(0, MAX_READERS - 1);
        Arbitrary<Integer> window = Arbitraries.of(0, 1, 2, TestHub.UNLIMITED);
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                6,
                                Combinators.combine(window, Arbitraries.of(true, false, false), starts())
                                        .as((open, poll, start) -> step(
                                                "one comes, window " + open + (poll ? ", poll " : " ") + start,
                                                world -> world.connect(open, poll, start)))),
                        Tuple.of(4, always("publish", World::publish)),
                        Tuple.of(
                                4,
                                Combinators.combine(reader, window)
                                        .as((who, open) ->
                                                step(who + " opens " + open, world -> world.open(who, open)))),
                        Tuple.of(1, reader.map(who -> step(who + " leaves", world -> world.leave(who)))),
                        Tuple.of(
                                4,
                                Combinators.combine(reader, Arbitraries.of(REASONS))
                                        .as((who, why) -> step(who + " " + why, world -> world.close(who, why)))),
                        Tuple.of(
                                1,
                                Arbitraries.of(REASONS)
                                        .map(why -> step("all of a: " + why, world -> world.closeListeners(why)))),
                        Tuple.of(2, Arbitraries.of(1, 3, 100).map(size -> step("list", world -> world.list(size)))),
                        Tuple.of(1, always("broadcast", World::broadcast)),
                        Tuple.of(2, always("drain", World::drain)),
                        Tuple.of(2, always("resume", World::resume)),
                        Tuple.of(8, Arbitraries.of(0, 1, 2).map(shard -> step("round", world -> world.round(shard)))),
                        Tuple.of(4, always("io", World::io)),
                        Tuple.of(
                                4,
                                Arbitraries.of(1, 20, 300, 1_000)
                                        .map(ms -> step("pass " + ms, world -> world.pass(ms)))))
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<StartingPoint> starts() {
        return Arbitraries.of(new StartingPoint.Now(), new StartingPoint.Earliest());
    }

    private static Arbitrary<Step> always(String text, Consumer<World> action) {
        return Arbitraries.just(new Step(text, action));
    }

    private static Step step(String text, Consumer<World> action) {
        return new Step(text, action);
    }

    private static final class World {

        private final TestHub test;
        private final List<Reader> readers = new ArrayList<>();
        private final List<Reader> everybody = new ArrayList<>();
        private final List<CompletableFuture<?>> asked = new ArrayList<>();

        World(int shards) {
            test = new TestHub(TestHub.shards(shards));
        }

        void connect(int window, boolean poll, StartingPoint start) {
            if (readers.size() == MAX_READERS) {
                return;
            }
            FakeSink sink = poll ? new FakeSink(true).asPoll() : new FakeSink(true);
            try {
                Reader reader = test.connect(sink);
                assertThat(test.hub.draining()).isEmpty();
                readers.add(reader);
                everybody.add(reader);
                reader.open(window);
                reader.subscribe(start, "a");
            } catch (HubDrainingException e) {
                assertThat(test.hub.draining()).isPresent();
                assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
            }
        }

        void publish() {
            test.publish("a", "x");
        }

        void open(int who, int window) {
            with(who, reader -> reader.open(window));
        }

        void leave(int who) {
            with(who, reader -> {
                reader.subscriber.gone();
                readers.remove(reader);
            });
        }

        void close(int who, CloseReason why) {
            with(who, reader -> reader.subscriber.close(why));
        }

        void closeListeners(CloseReason why) {
            asked.add(test.hub
                    .close(ConnectionFilter.listeningTo(new Selector("a")), why)
                    .toCompletableFuture());
        }

        void list(int size) {
            asked.add(test.hub
                    .connections(ConnectionFilter.ALL, 1, size)
                    .thenAccept(page -> {
                        assertThat(page.connections()).hasSizeLessThanOrEqualTo(size);
                        assertThat(page.connections())
                                .isSortedAccordingTo(Comparator.comparingLong(ConnectionState::id))
                                .allMatch(state -> state.id() > 1);
                    })
                    .toCompletableFuture());
        }

        void broadcast() {
            asked.add(test.hub
                    .broadcast(null, Payload.text("b"), test.clock.instant(), ConnectionFilter.ALL)
                    .toCompletableFuture());
        }

        void drain() {
            asked.add(test.hub
                    .drain(new DrainPlan(Duration.ofSeconds(1), 4, Duration.ofSeconds(2)))
                    .toCompletableFuture());
        }

        void resume() {
            test.hub.resume();
        }

        void round(int shard) {
            test.hub.shards().get(shard % test.hub.shards().size()).round();
        }

        void io() {
            test.io.runWaiting();
        }

        void pass(int millis) {
            test.advance(Duration.ofMillis(millis));
        }

        private void with(int who, Consumer<Reader> action) {
            if (who < readers.size()) {
                action.accept(readers.get(who));
            }
        }

        void check() {
            for (Reader reader : everybody) {
                assertThat(reader.ends()).hasSizeLessThanOrEqualTo(1);
                int told = reader.text().indexOf(LAST_WORDS);
                if (told >= 0) {
                    String last = reader.text().substring(told);
                    assertThat(last.indexOf('\n')).as(reader.text()).isEqualTo(last.length() - 1);
                    if (!reader.ends().isEmpty() && reader.ends().get(0) != CloseReason.CLIENT_GONE) {
                        assertThat(last)
                                .startsWith(LAST_WORDS + reader.ends().get(0).slug());
                    }
                }
            }
        }

        /** Everybody who reads is told of the stop; who does not is gone a second later. */
        void finish() {
            test.settle();
            test.hub.shards().forEach(shard -> shard.offer(() -> shard.stop(Duration.ofSeconds(1))));
            test.settle();
            test.pass(Duration.ofSeconds(1));
            test.settle();
            check();

            assertThat(everybody).allMatch(reader -> reader.ends().size() == 1);
            assertThat(asked).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
            assertThat(test.hub.shards()).allMatch(Shard::isStopped).allMatch(Shard::isEmpty);
            HubStats stats = test.hub.stats();
            assertThat(stats.connections()).isEqualTo(new HubStats.Connections(0, 0, 0));
            assertThat(stats.replays().running()).isZero();
            assertThat(stats.bySink().values()).allMatch(open -> open == 0);
            assertThat(stats.closes().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(everybody.size());
        }
    }
}
