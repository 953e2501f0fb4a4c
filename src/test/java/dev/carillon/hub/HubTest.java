package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.DelegatingLog;
import dev.carillon.log.EventLog;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hub with its real threads: what it refuses, and how it stops. */
@Timeout(60)
class HubTest {

    private static final ChannelName CHANNEL = new ChannelName("a");
    private static final HubSettings SETTINGS = new HubSettings(
            2,
            TestHub.SETTINGS.ring(),
            TestHub.SETTINGS.replay(),
            new HubSettings.PublishLimits(10, 3, 25, 1 << 20, Duration.ofSeconds(5)),
            TestHub.SETTINGS.timing());

    private final EventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(1000, 1 << 20, Duration.ofDays(1))),
            Duration.ofHours(24),
            Instant::now,
            RandomGeneratorFactory.getDefault().create(1));
    private ExecutorService io;
    private Hub hub;

    @BeforeEach
    void start() {
        io = Executors.newFixedThreadPool(2);
        hub = new Hub(SETTINGS, log, io, System::nanoTime, Thread::new);
    }

    @AfterEach
    void stop() {
        hub.close();
        io.shutdownNow();
    }

    @Test
    void an_event_larger_than_the_limit_is_refused() {
        assertThat(publish("0123456789")).succeedsWithin(Duration.ofSeconds(5));

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> publish("012345678ü"))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.EVENT_TOO_LARGE);
                    assertThat(refused.finding()).isEqualTo("An event for a has 11.");
                });
        assertThat(log.head().offset()).isEqualTo(1);
    }

    @Test
    void a_batch_larger_than_the_limits_is_refused_as_a_whole() {
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> publish("1", "2", "3", "4"))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(Problem.BATCH_TOO_LARGE));
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> publish("123456789", "123456789", "123456789"))
                .withMessageContaining("It has 27.");

        assertThat(log.head().offset()).isZero();
    }

    @Test
    void an_id_comes_back_for_each_durable_event() {
        Event kept = event("1");

        CompletableFuture<Optional<EventId>> durable = hub.publish(kept).toCompletableFuture();
        CompletableFuture<Optional<EventId>> unkept =
                hub.publish(kept.asVolatile()).toCompletableFuture();

        assertThat(durable.join()).hasValueSatisfying(id -> assertThat(id).isEqualTo(log.head()));
        assertThat(unkept.join()).isEmpty();
    }

    @Test
    void a_hub_that_stops_ends_every_connection_after_what_was_published() {
        List<CloseReason> ends = new CopyOnWriteArrayList<>();
        List<FakeSink> sinks = List.of(new FakeSink(true), new FakeSink(true), new FakeSink(true));
        for (FakeSink sink : sinks) {
            sink.open(TestHub.UNLIMITED);
            Subscriber subscriber = hub.connect(sink, TextFormat.TEXT, ends::add);
            subscriber.writable();
            subscriber.subscribe(SelectorSet.of("a"), new Start.Live());
        }
        publish("1").join();

        hub.close();

        assertThat(ends).containsExactly(CloseReason.STOPPED, CloseReason.STOPPED, CloseReason.STOPPED);
        assertThat(sinks).allMatch(sink -> String.join("", sink.writes()).startsWith("1 a 1\nclosed stopped retry "));
        assertThat(hub.stats().closed(CloseReason.STOPPED)).isEqualTo(3);
        assertThat(hub.shards()).allMatch(Shard::isEmpty);
    }

    @Test
    void a_hub_that_has_stopped_takes_nothing_more() {
        hub.close();

        assertThatExceptionOfType(HubStoppedException.class)
                .isThrownBy(() -> hub.connect(new FakeSink(true), TextFormat.TEXT, reason -> {}));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> publish("1").join())
                .withCauseInstanceOf(HubStoppedException.class);
        assertThat(log.head().offset()).isZero();
    }

    @Test
    void a_hub_can_be_closed_twice() {
        hub.close();

        hub.close();

        assertThat(hub.shards()).allMatch(Shard::isStopped);
    }

    /** It waited for a thread that had ended. */
    @Test
    void a_connection_that_was_taken_while_the_hub_stopped_is_ended_too() {
        hub.close();
        Shard shard = hub.shards().get(0);
        List<CloseReason> ends = new CopyOnWriteArrayList<>();
        Subscriber late = new Subscriber(1, shard, new FakeSink(true), TextFormat.TEXT, Peer.LOCAL, null, ends::add);

        shard.offer(() -> shard.subscribers().connect(late));

        assertThat(ends).containsExactly(CloseReason.STOPPED);
        assertThat(late.send(new byte[] {'x'}).toCompletableFuture()).isCompletedExceptionally();
    }

    /** A round that failed ended the thread, and with it every connection of the shard was dead. */
    @Test
    void a_shard_outlives_a_command_that_fails() {
        requireSurvived(() -> {
            throw new IllegalStateException("a bug");
        });
    }

    /** Of a class that is missing after half a redeployment, for example. */
    @Test
    void a_shard_outlives_a_command_that_fails_with_an_error() {
        requireSurvived(() -> {
            throw new NoClassDefFoundError("dev/carillon/Missing");
        });
    }

    private void requireSurvived(Inbox.Command command) {
        hub.shards().forEach(shard -> shard.offer(command));
        List<CloseReason> ends = new CopyOnWriteArrayList<>();
        hub.connect(new FakeSink(true), TextFormat.TEXT, ends::add).gone();
        hub.connect(new FakeSink(true), TextFormat.TEXT, ends::add).gone();

        hub.close();

        assertThat(ends).containsExactly(CloseReason.CLIENT_GONE, CloseReason.CLIENT_GONE);
    }

    /** They were in the log, and a reader that began after them waited for the shard to come to them, at full speed. */
    @Test
    void entries_that_were_appended_before_the_hub_began_to_listen_are_not_waited_for() {
        TestHub test = new TestHub(
                TestHub.SETTINGS, new Retention(100, 1 << 20, Duration.ofDays(1)), log -> new DelegatingLog(log) {
                    @Override
                    public void listen(Consumer<List<Entry>> listener) {
                        append(Append.of(event("early"))).toCompletableFuture().join();
                        super.listen(listener);
                    }
                });

        Reader reader = test.reader(new StartingPoint.After(test.log.head()), "a");
        test.settle();
        test.publish("a", "live");
        test.settle();

        assertThat(test.log.head().offset()).isEqualTo(2);
        assertThat(reader.text()).isEqualTo("2 a live\n");
    }

    private static Event event(String text) {
        return Event.of(CHANNEL, Payload.text(text), Instant.EPOCH);
    }

    private CompletableFuture<?> publish(String... texts) {
        return hub.publish(
                        new Append(List.of(texts).stream().map(HubTest::event).toList(), null))
                .toCompletableFuture();
    }
}
