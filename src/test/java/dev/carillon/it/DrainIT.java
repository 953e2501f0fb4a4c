package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.load.Crowd;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A server is stopped with SIGTERM while many streams are open, and another one takes over.
 *
 * <p>Two servers cannot share a log on disk, so the second one begins with a copy of it, and whoever publishes tells both the same
 * in the same order: so both give the same ids, as one log that both share would.
 *
 * <p>{@code -Dcarillon.drain.streams=5000 -Dcarillon.drain.seconds=10} for as many as the issue asks for.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class DrainIT {

    private static final int STREAMS = Integer.getInteger("carillon.drain.streams", 1_000);
    private static final int SECONDS = Integer.getInteger("carillon.drain.seconds", 5);
    private static final int MIN_RATE = 100;
    private static final int RETRY_SECONDS = 2;
    private static final String CHANNEL = "drain";

    private final AtomicInteger newest = new AtomicInteger();

    @Test
    void a_rolling_restart_loses_nothing_and_spreads_the_reconnects() throws Exception {
        TomcatProcess.Plan first = plan("drain-a");
        TomcatProcess.Plan second = plan("drain-b");
        empty(data(first));
        empty(data(second));
        try (TomcatProcess a = first.start()) {
            a.hub().publish(CHANNEL, "0");
            long stopNanos = System.nanoTime();
            a.terminate().get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Duration emptyStop = Duration.ofNanos(System.nanoTime() - stopNanos);
            copy(data(first), data(second));
            a.relaunch();
            a.awaitApplication();
            try (TomcatProcess b = second.start();
                    Publisher publisher = new Publisher(a, b)) {
                newest.set(a.port());
                try (Crowd crowd = new Crowd(STREAMS, newest::get, "/api/events?channel=" + CHANNEL)) {
                    Awaitility.await("all are there")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> crowd.open() == STREAMS);
                    publisher.start();
                    Awaitility.await("all have heard of something")
                            .atMost(RawStream.PATIENCE)
                            .until(() -> publisher.count() > 5);
                    assertThat(crowd.returns()).isEmpty();

                    newest.set(b.port());
                    long begin = System.nanoTime();
                    CompletableFuture<?> stopped = a.terminate();
                    refusedWhileDraining(a);
                    stopped.get(SECONDS + RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    Duration stop = Duration.ofNanos(System.nanoTime() - begin);
                    Awaitility.await("all have come back")
                            .atMost(Duration.ofSeconds(2L * SECONDS + 30))
                            .until(() -> crowd.open() == STREAMS);
                    String last = publisher.finish();
                    Awaitility.await("all have everything")
                            .atMost(RawStream.PATIENCE)
                            .until(() -> crowd.whoHave(last) == STREAMS);

                    Curve curve = new Curve(crowd.returns(), begin);
                    System.out.printf(
                            "drain streams=%d time=%ds rate=%d/s empty-stop=%dms stop=%dms published-while-draining=%d%n%s%n",
                            STREAMS,
                            SECONDS,
                            rate(),
                            emptyStop.toMillis(),
                            stop.toMillis(),
                            publisher.acceptedByFirst(begin),
                            curve);
                    assertThat(crowd.complaints()).isEmpty();
                    assertThat(crowd.farewells()).hasSize(STREAMS).containsOnly("drained");
                    assertThat(crowd.returns()).hasSize(STREAMS);
                    assertThat(curve.mostInOneSecond()).isLessThanOrEqualTo(rate() + tolerance());
                    assertThat(stop)
                            .isBetween(
                                    Duration.ofSeconds(SECONDS).minusMillis(500),
                                    Duration.ofSeconds(SECONDS).plus(RawStream.PATIENCE));
                    assertThat(publisher.acceptedByFirst(begin)).isPositive();
                    assertThat(a.log()).doesNotContain("SEVERE", "connections are left");
                }
            }
        }
    }

    /** Streams are closed at an even pace, but each comes back after a random time, so that arrivals scatter as a Poisson process does. */
    private static int tolerance() {
        double expected = rate() * 0.8;
        return (int) Math.max(0, Math.ceil(expected + 5 * Math.sqrt(expected) - rate()));
    }

    private static int rate() {
        return Math.max(MIN_RATE, (int) Math.ceil((double) STREAMS / SECONDS));
    }

    /** The connector still takes requests: a stream is told when to come back, and so is a poll that would wait. */
    private static void refusedWhileDraining(TomcatProcess server) throws Exception {
        AtomicReference<String> answer = new AtomicReference<>("");
        Awaitility.await("a stream is refused").atMost(RawStream.PATIENCE).until(() -> {
            try (RawStream stream = RawStream.get(server.hub().at("/api/events?channel=other"))) {
                // One that is taken just before the drain begins may go on up to the end of it.
                if (stream.endsWithin(Duration.ofMillis(500))) {
                    answer.set(stream.readToEnd());
                }
            }
            return answer.get().contains("closed draining");
        });
        assertThat(answer.get()).matches("retry: [0-9]{4,5}\n: carillon\n\n: closed draining\n\n");

        String cursor = server.hub().poll("/api/events/other").cursor();
        var poll = server.hub().pollRaw("/api/events/other?wait=20&last_event_id=" + cursor);
        assertThat(poll.statusCode()).as(poll.body()).isEqualTo(503);
        assertThat(poll.headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween((long) RETRY_SECONDS, (long) RETRY_SECONDS + SECONDS);
        assertThat(poll.body()).contains("/problems/draining");
    }

    private static TomcatProcess.Plan plan(String name) {
        TomcatProcess.Plan plan = new TomcatProcess.Plan(name);
        return plan.with("carillon.data-dir", data(plan).toString())
                .with("carillon.drain.time", SECONDS + "s")
                .with("carillon.drain.rate", Integer.toString(MIN_RATE))
                .with("carillon.stream.retry", RETRY_SECONDS + "s")
                .with("carillon.connections.per-address", "50000");
    }

    /** Not below the plan's base, which is emptied when it starts. */
    private static Path data(TomcatProcess.Plan plan) {
        return plan.base().resolveSibling(plan.base().getFileName() + "-data");
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Tells both servers the same, until the first one is gone; then only the second one. */
    private static final class Publisher implements AutoCloseable {

        private static final long PAUSE_MILLIS = 200;

        private final TomcatProcess first;
        private final TomcatProcess second;
        private final Thread thread = new Thread(this::run, "publisher");
        private final List<Long> accepted = new CopyOnWriteArrayList<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile boolean stopping;

        Publisher(TomcatProcess first, TomcatProcess second) {
            this.first = first;
            this.second = second;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        int count() {
            return ids.size();
        }

        /** How many events the first server has taken since then. */
        long acceptedByFirst(long sinceNanos) {
            return accepted.stream().filter(at -> at - sinceNanos > 0).count();
        }

        /** Stops, and tells the id of the last event. */
        String finish() {
            close();
            assertThat(failure.get()).isNull();
            return ids.get(ids.size() - 1);
        }

        private void run() {
            try {
                boolean both = true;
                while (!stopping) {
                    String text = "n" + ids.size();
                    // The second one first: whoever has come over may be a moment ahead, and is never behind.
                    String id = second.hub().publish(CHANNEL, text);
                    both = both && alsoToFirst(text, id);
                    ids.add(id);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (IOException | AssertionError e) {
                failure.set(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean alsoToFirst(String text, String id) throws InterruptedException {
            try {
                String other = first.hub().publish(CHANNEL, text);
                assertThat(other).isEqualTo(id);
                accepted.add(System.nanoTime());
                return true;
            } catch (IOException | AssertionError stopped) {
                if (first.isAlive() && accepted.isEmpty()) {
                    failure.set(stopped);
                }
                return false;
            }
        }

        @Override
        public void close() {
            stopping = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** When clients came back. */
    private static final class Curve {

        private final List<Long> millis;

        Curve(List<Crowd.Return> returns, long beginNanos) {
            millis = returns.stream()
                    .map(back -> (back.nanos() - beginNanos) / 1_000_000)
                    .sorted()
                    .toList();
        }

        /** In any window, wherever it begins. */
        int mostInOneSecond() {
            int most = 0;
            int from = 0;
            for (int i = 0; i < millis.size(); i++) {
                while (millis.get(i) - millis.get(from) >= 1_000) {
                    from++;
                }
                most = Math.max(most, i - from + 1);
            }
            return most;
        }

        @Override
        public String toString() {
            int seconds = millis.isEmpty() ? 0 : (int) (millis.get(millis.size() - 1) / 1_000) + 1;
            int[] counts = new int[seconds];
            millis.forEach(at -> counts[(int) (at / 1_000)]++);
            List<String> curve = new ArrayList<>();
            for (int second = 0; second < seconds; second++) {
                curve.add(second + "s:" + counts[second]);
            }
            return "reconnects " + String.join(" ", curve) + "; most in any 1 s window: " + mostInOneSecond();
        }
    }
}
