package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same promise as {@link DeliveryProperties}, with real threads: whoever reads gets every event once and in order. */
@Timeout(60)
class HubThreadsTest {

    private static final int PUBLISHERS = 3;
    private static final int BATCHES = 600;
    private static final HubSettings SETTINGS = new HubSettings(
            2,
            new HubSettings.RingLimits(64, 8 << 10, 64 << 10),
            HubSettings.ReplayLimits.DEFAULT,
            new HubSettings.PublishLimits(1 << 10, 100, 64 << 10, 64 << 10, Duration.ofSeconds(20)),
            new HubSettings.Timing(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(5)));

    private final ScheduledExecutorService io = Executors.newScheduledThreadPool(3);
    private final EventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(1_000_000, 1 << 30, Duration.ofDays(1))),
            Duration.ofHours(24),
            Instant::now,
            RandomGeneratorFactory.getDefault().create(1));
    private final Hub hub = new Hub(SETTINGS, log, io, System::nanoTime, Thread::new);

    @AfterEach
    void stop() {
        hub.close();
        io.shutdownNow();
    }

    @Test
    void every_reader_gets_every_event_once_and_in_order() throws InterruptedException {
        List<Client> clients = List.of(
                new Client(Pace.FAST, "p0"),
                new Client(Pace.FAST, "*"),
                new Client(Pace.FAST, "**", "p1"),
                new Client(Pace.UNEVEN, "**"),
                new Client(Pace.UNEVEN, "p1", "p2"),
                new Client(Pace.TOO_SLOW, "**"),
                new Client(Pace.TOO_SLOW, "p2"),
                new Client(Pace.RESTLESS, "**"),
                new Client(Pace.RESTLESS, "p0", "p2"));
        clients.forEach(Client::connect);

        List<Thread> publishers = IntStream.range(0, PUBLISHERS)
                .mapToObj(number -> new Thread(() -> publishAll("p" + number)))
                .toList();
        publishers.forEach(Thread::start);
        for (Thread publisher : publishers) {
            publisher.join();
        }
        clients.forEach(Client::calmDown);

        for (Client client : clients) {
            List<String> all = client.everything();
            await().atMost(60, TimeUnit.SECONDS).until(() -> client.count() >= all.size());
            assertThat(client.lines()).as(client.toString()).isEqualTo(all);
        }
        hub.close();
        assertThat(hub.stats().closed(CloseReason.CLIENT_GONE)).isPositive();
        assertThat(hub.stats().connections()).isEqualTo(new HubStats.Connections(0, 0, 0));
        assertThat(hub.shards()).allMatch(Shard::isEmpty).allMatch(shard -> shard.backlogBytes() == 0);
    }

    private void publishAll(String channel) {
        ChannelName name = new ChannelName(channel);
        Random random = new Random(channel.hashCode());
        int number = 0;
        for (int i = 0; i < BATCHES; i++) {
            List<Event> batch = new ArrayList<>();
            for (int n = random.nextInt(20); n >= 0; n--) {
                batch.add(Event.of(name, Payload.text(number++ + "x".repeat(random.nextInt(60))), Instant.now()));
            }
            hub.publish(new Append(batch, null)).toCompletableFuture().join();
        }
    }

    private enum Pace {
        /** Takes everything at once. */
        FAST,
        /** Is blocked for some milliseconds now and then. */
        UNEVEN,
        /** Is blocked so long now and then that it is closed if it was in the ring, and comes again. */
        TOO_SLOW,
        /** Leaves now and then, and comes again. */
        RESTLESS
    }

    /** A browser: it reads, and comes again with its last id. */
    private final class Client {

        private final Pace pace;
        private final SelectorSet selectors;
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean calm;

        private final AtomicInteger writes = new AtomicInteger();

        Client(Pace pace, String... selectors) {
            this.pace = pace;
            this.selectors = SelectorSet.of(selectors);
        }

        void connect() {
            long last = lines.isEmpty() ? 0 : offset(lines.get(lines.size() - 1));
            Connection connection = new Connection(this);
            Subscriber subscriber = hub.connect(connection, TextFormat.TEXT, this::ended);
            connection.subscriber = subscriber;
            subscriber.writable();
            subscriber.subscribe(
                    selectors,
                    hub.locate(selectors, new StartingPoint.After(log.head().at(last))));
        }

        private void ended(CloseReason reason) {
            if (reason == CloseReason.SLOW || reason == CloseReason.CLIENT_GONE) {
                io.execute(this::connect);
            }
        }

        void calmDown() {
            calm = true;
        }

        int count() {
            return lines.size();
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        List<String> everything() {
            List<String> all = new ArrayList<>();
            long after = 0;
            while (after < log.head().offset()) {
                var page = log.read(after, selectors, new PageLimit(1000, 1 << 20));
                for (Entry entry : page.entries()) {
                    all.add(new String(TextFormat.TEXT.event(entry.event(), entry.id()), UTF_8).trim());
                }
                after = page.through();
            }
            return all;
        }

        private static long offset(String line) {
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        }

        @Override
        public String toString() {
            return pace + " reader of " + selectors;
        }
    }

    /** The server's end of it. What it has taken has arrived. */
    private final class Connection implements Sink {

        private final Client client;
        private volatile Subscriber subscriber;

        Connection(Client client) {
            this.client = client;
        }

        @Override
        public boolean write(Chunk chunk) {
            new String(chunk.array(), 0, chunk.length(), UTF_8)
                    .lines()
                    .filter(line -> !line.equals("."))
                    .forEach(client.lines::add);
            int chance = ThreadLocalRandom.current().nextInt(100);
            if (client.calm || client.pace == Pace.FAST) {
                return true;
            }
            if (client.pace == Pace.RESTLESS) {
                if (chance < 2) {
                    subscriber.gone();
                }
                return chance >= 2;
            }
            boolean tooLong = client.pace == Pace.TOO_SLOW && client.writes.incrementAndGet() % 50 == 0;
            boolean blocked = tooLong || chance < 20;
            if (blocked) {
                openAfter(tooLong ? 500 : chance / 5);
            }
            return !blocked;
        }

        private void openAfter(int millis) {
            try {
                var unused = io.schedule(() -> subscriber.writable(), millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                subscriber.gone();
            }
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public boolean noticesDeparture() {
            return true;
        }
    }
}
