package dev.carillon.stream.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.DrainPlan;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.hub.Start;
import dev.carillon.hub.Subscriber;
import dev.carillon.log.Append;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.stream.NdjsonFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for a feed to say something. */
@Timeout(60)
class PollSinkTest {

    private static final SelectorSet SELECTORS = SelectorSet.of("a");

    private final ExecutorService io = Executors.newSingleThreadExecutor();
    private final Hub hub = new Hub(
            HubSettings.defaults(1),
            new MemoryEventLog(
                    RetentionPolicy.of(new Retention(1000, 1 << 20, Duration.ofDays(1))),
                    Duration.ofDays(1),
                    Instant::now,
                    RandomGeneratorFactory.getDefault().create(7)),
            io,
            System::nanoTime,
            Thread::new);
    private final CompletableFuture<CloseReason> end = new CompletableFuture<>();
    private final PollSink sink = new PollSink();
    private final Subscriber subscriber = hub.connect(sink, NdjsonFormat.NDJSON, end::complete);

    @AfterEach
    void stop() {
        hub.close();
        io.shutdownNow();
    }

    @Test
    void what_came_before_the_waiting_began_is_told() throws Exception {
        EventId start = hub.head();
        EventId id = publish("missed");

        await(start);

        assertThat(document(start)).contains("\"data\":\"missed\"", "\"cursor\":\"" + id + "\"");
    }

    @Test
    void a_volatile_event_is_told_to_whoever_waits() throws Exception {
        EventId start = hub.head();
        await(start);
        // So that the subscription was handled before: the shard takes its commands in order.
        subscriber.send(NdjsonFormat.NDJSON.heartbeat()).toCompletableFuture().join();

        hub.publish(event("now").asVolatile()).toCompletableFuture().join();

        assertThat(document(start)).contains("{\"id\":null,", "\"cursor\":\"" + start + "\"");
    }

    @Test
    void what_comes_after_the_answer_is_left_for_the_next_poll() throws Exception {
        EventId start = hub.head();
        await(start);
        EventId first = publish("1");
        String document = document(start);

        publish("2");
        subscriber.send(NdjsonFormat.NDJSON.heartbeat()).toCompletableFuture().join();

        assertThat(document).contains("\"cursor\":\"" + first + "\"").doesNotContain("\"data\":\"2\"");
        assertThat(document(start)).isEqualTo(document);
    }

    @Test
    void a_connection_that_is_closed_has_nothing_to_tell() throws Exception {
        await(hub.head());

        subscriber.close(CloseReason.ANSWERED);

        assertThat(outcome()).isEqualTo(new Outcome.Nothing(CloseReason.ANSWERED));
        assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.ANSWERED);
    }

    @Test
    void a_hub_that_stops_ends_the_waiting() throws Exception {
        await(hub.head());

        hub.close();

        assertThat(outcome()).isEqualTo(new Outcome.Nothing(CloseReason.STOPPED));
    }

    /** The last words of a stream are no answer. */
    @Test
    void a_drain_ends_the_waiting_at_once() throws Exception {
        await(hub.head());

        hub.drain(new DrainPlan(Duration.ofHours(1), 1, Duration.ofSeconds(2)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(outcome()).isEqualTo(new Outcome.Nothing(CloseReason.DRAINED));
        assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.DRAINED);
    }

    private void await(EventId after) {
        subscriber.subscribe(SELECTORS, new Start.After(after.offset(), Optional.empty()));
        subscriber.writable();
    }

    private EventId publish(String text) {
        return hub.publish(Append.of(event(text)))
                .toCompletableFuture()
                .join()
                .ids()
                .get(0);
    }

    private static Event event(String text) {
        return Event.of(new ChannelName("a"), Payload.text(text), Instant.now());
    }

    private Outcome outcome() throws Exception {
        return sink.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private String document(EventId after) throws Exception {
        Outcome.Something something = (Outcome.Something) outcome();
        return new String(PollDocument.of(something.lines(), after, 100).toBytes(), UTF_8);
    }
}
