package dev.carillon.api.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.event.ChannelName;
import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.hub.StartingPoint;
import dev.carillon.log.Append;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.Caller;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Grants;
import dev.carillon.security.Leases;
import dev.carillon.security.LimitStats;
import dev.carillon.security.Origin;
import dev.carillon.security.ReplayLimits;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls with a real hub and a container that runs its tasks when the test says so. */
@Timeout(60)
class PollsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final SelectorSet SELECTORS = SelectorSet.of("a");

    private final ExecutorService io = Executors.newSingleThreadExecutor();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
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
    private final ConnectionLimits limits = new ConnectionLimits(2, 2);
    private final Leases leases =
            new Leases(InstantSource.system(), scheduler, tokenId -> Duration.ZERO, tokenId -> false);
    private final Polls polls = new Polls(hub, limits, new ReplayLimits(1, 1, new LimitStats()), leases, scheduler);
    private final BlockingQueue<Runnable> containerTasks = new LinkedBlockingQueue<>();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final CompletableFuture<Object> resumed = new CompletableFuture<>();

    @AfterEach
    void stop() {
        hub.close();
        io.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void a_poll_with_a_place_may_be_kept_and_asked_about() throws Exception {
        EventId place = hub.head();
        EventId id = publish("1");

        ask(poll(new StartingPoint.After(place), Duration.ZERO));

        assertHeaders("private, no-cache", id);
        assertThat(body()).contains("\"data\":\"1\"");
    }

    @Test
    void a_poll_without_a_place_and_one_that_waits_must_not_be_kept() throws Exception {
        publish("1");
        ask(poll(new StartingPoint.Now(), Duration.ZERO));
        assertHeaders("no-store", hub.head());
        assertThat(PollResponse.notModified(poll(new StartingPoint.Last(1), LONG), hub.head())
                        .getHeaderString("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void what_the_client_has_already_costs_no_read_of_the_log() throws Exception {
        EventId id = publish("1");
        publish("b", "for others");

        ask(poll(new StartingPoint.Last(1), Duration.ZERO, id));

        assertThat(response().getStatus()).isEqualTo(304);
        assertThat(response().hasEntity()).isFalse();
        assertHeaders("private, no-cache", id);
        assertThat(hub.logReads()).isZero();
    }

    /** A client that does not read its answer holds up the thread that writes it. */
    @Test
    void the_answer_is_written_by_a_thread_of_the_container() throws Exception {
        EventId place = hub.head();
        ask(poll(new StartingPoint.After(place), LONG));
        assertThat(limits.open()).isEqualTo(1);

        EventId id = publish("at last");
        Runnable task = containerTask();
        assertThat(resumed).isNotDone();
        task.run();

        assertHeaders("no-store", id);
        assertThat(body()).contains("\"data\":\"at last\"");
        assertPlaceIsFree();
        assertThat(hub.stats().closed(CloseReason.ANSWERED)).isEqualTo(1);
        assertThat(scheduler.getQueue().stream().allMatch(end -> ((java.util.concurrent.Future<?>) end).isCancelled()))
                .isTrue();
    }

    @Test
    void the_end_of_the_wait_is_an_answer() throws Exception {
        EventId place = hub.head();
        ask(poll(new StartingPoint.After(place), Duration.ofMillis(20)));

        containerTask().run();

        assertThat(body()).isEqualTo("{\"events\":[],\"cursor\":\"" + place + "\",\"gap\":null}");
        assertPlaceIsFree();
    }

    @Test
    void the_end_of_the_wait_is_no_news_to_who_has_the_newest() throws Exception {
        EventId id = publish("1");
        ask(poll(new StartingPoint.Now(), Duration.ofMillis(20), id));

        containerTask().run();

        assertThat(response().getStatus()).isEqualTo(304);
        assertHeaders("no-store", id);
    }

    @Test
    void a_volatile_event_comes_with_the_whole_answer() throws Exception {
        EventId id = publish("1");
        ask(poll(new StartingPoint.Last(1), LONG, id));
        await().until(() -> hub.stats().connections().feeds() == 1);

        hub.publish(event("a", "now").asVolatile()).toCompletableFuture().join();
        containerTask().run();

        assertThat(body()).contains("\"data\":\"1\"},{\"id\":null,", "\"data\":\"now\"", "\"cursor\":\"" + id + "\"");
    }

    @Test
    void a_client_that_goes_away_gives_its_place_back_and_is_not_answered_again() throws Exception {
        ask(poll(new StartingPoint.Now(), LONG));

        for (AsyncListener listener : listeners) {
            listener.onError(null);
            listener.onComplete(null);
        }

        assertPlaceIsFree();
        assertThat(hub.stats().closed(CloseReason.CLIENT_GONE)).isEqualTo(1);
        assertThat(containerTasks).isEmpty();
        assertThat(resumed).isNotDone();
        polls.awaitAnswers();
    }

    @Test
    void a_hub_that_stops_answers_who_waits() throws Exception {
        EventId head = hub.head();
        ask(poll(new StartingPoint.Now(), LONG));

        hub.close();
        io.execute(containerTask());
        polls.awaitAnswers();

        assertThat(resumed).isDone();
        assertThat(body()).isEqualTo("{\"events\":[],\"cursor\":\"" + head + "\",\"gap\":null}");
        assertPlaceIsFree();
    }

    /** Tomcat times out whatever is open in an application that is stopping, and then ends the request. */
    @Test
    void a_container_that_ends_the_request_is_given_an_answer_first() throws Exception {
        EventId head = hub.head();
        ask(poll(new StartingPoint.Now(), LONG));

        for (AsyncListener listener : listeners) {
            listener.onTimeout(null);
            listener.onComplete(null);
        }

        assertThat(resumed).isDone();
        assertThat(body()).isEqualTo("{\"events\":[],\"cursor\":\"" + head + "\",\"gap\":null}");
        assertPlaceIsFree();
        assertThat(containerTasks).isEmpty();
    }

    @Test
    void one_that_waits_is_refused_where_there_is_no_place() {
        limits.acquire(new Origin("", "192.0.2.1"));
        limits.acquire(new Origin("", "192.0.2.1"));

        assertThatThrownBy(() -> ask(poll(new StartingPoint.Now(), LONG))).isInstanceOf(ConnectionLimitException.class);

        assertThat(limits.open()).isEqualTo(2);
    }

    @Test
    void who_is_refused_was_not_suspended_and_may_be_answered_otherwise() {
        limits.acquire(new Origin("", "192.0.2.1"));
        limits.acquire(new Origin("", "192.0.2.1"));
        HttpServletRequest request = request(null);
        Asker<String> asker = new Untouched();
        Wait wait = new Wait(SELECTORS, LONG, () -> false, end -> () -> {});

        assertThatThrownBy(() -> polls.await(wait, () -> "never", request, asker))
                .isInstanceOf(ConnectionLimitException.class);
    }

    @Test
    void a_place_is_not_lost_to_a_hub_that_has_stopped() {
        hub.close();

        assertThatThrownBy(() -> ask(poll(new StartingPoint.Now(), LONG))).isInstanceOf(HubStoppedException.class);

        assertPlaceIsFree();
    }

    @Test
    void a_head_tells_the_place_where_the_answer_would_end_if_that_is_known() throws Exception {
        EventId id = publish("1");

        Response now = polls.head(poll(new StartingPoint.Now(), Duration.ZERO));
        Response earliest = polls.head(poll(new StartingPoint.Earliest(), Duration.ZERO));
        Response known = polls.head(poll(new StartingPoint.Earliest(), Duration.ZERO, id));
        Response page = polls.head(new Poll.Backwards(SELECTORS, id, new PageLimit(1, 1)));

        assertThat(now.getHeaderString("ETag")).isEqualTo("\"" + id + "\"");
        assertThat(earliest.getHeaderString("ETag")).isNull();
        assertThat(known.getStatus()).isEqualTo(304);
        for (Response head : List.of(now, earliest, known, page)) {
            assertThat(head.getHeaderString("Carillon-Cursor")).isEqualTo(id.toString());
            assertThat(head.hasEntity()).isFalse();
        }
        assertThat(hub.logReads()).isZero();
    }

    private void assertHeaders(String cacheControl, EventId cursor) throws Exception {
        assertThat(response().getHeaderString("Cache-Control")).isEqualTo(cacheControl);
        assertThat(response().getHeaderString("ETag")).isEqualTo("\"" + cursor + "\"");
        assertThat(response().getHeaderString("Carillon-Cursor")).isEqualTo(cursor.toString());
        assertThat(response().getHeaderString("Vary")).isEqualTo("Origin, Accept, Last-Event-ID");
        assertThat(response().getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private void assertPlaceIsFree() {
        await().until(() -> limits.open() == 0);
    }

    private Response response() throws Exception {
        return (Response) resumed.get(30, TimeUnit.SECONDS);
    }

    private String body() throws Exception {
        return new String((byte[]) response().getEntity(), UTF_8);
    }

    private Runnable containerTask() throws InterruptedException {
        Runnable task = containerTasks.poll(10, TimeUnit.SECONDS);
        assertThat(task).isNotNull();
        return task;
    }

    private static Poll.Onwards poll(StartingPoint from, Duration patience, EventId... known) {
        return new Poll.Onwards(
                SELECTORS, from, new PageLimit(100, 1 << 20), patience, new IfNoneMatch(false, List.of(known)));
    }

    private EventId publish(String text) {
        return publish("a", text);
    }

    private EventId publish(String channel, String text) {
        return hub.publish(Append.of(event(channel, text)))
                .toCompletableFuture()
                .join()
                .ids()
                .get(0);
    }

    private static Event event(String channel, String text) {
        return Event.of(new ChannelName(channel), Payload.text(text), Instant.now());
    }

    // --- the container ---

    private void ask(Poll poll) {
        AsyncContext context = fake(AsyncContext.class, (called, arguments) -> switch (called) {
            case "start" -> containerTasks.add((Runnable) arguments[0]);
            case "addListener" -> listeners.add((AsyncListener) arguments[0]);
            default -> throw new UnsupportedOperationException(called);
        });
        HttpServletRequest request = request(context);
        AsyncResponse response = fake(AsyncResponse.class, (called, arguments) -> {
            assertThat(called).isEqualTo("resume");
            return resumed.complete(arguments[0]);
        });
        polls.answer(poll, request, response);
    }

    /** Nobody may suspend or answer it. */
    private static final class Untouched implements Asker<String> {

        @Override
        public AsyncContext suspend() {
            throw new AssertionError("suspended");
        }

        @Override
        public void answer(String answer) {
            throw new AssertionError("answered: " + answer);
        }

        @Override
        public void fail(RuntimeException failure) {
            throw new AssertionError("failed", failure);
        }
    }

    private static HttpServletRequest request(AsyncContext context) {
        return fake(HttpServletRequest.class, (called, arguments) -> switch (called) {
            case "getAsyncContext" -> context;
            case "getRemoteAddr" -> "192.0.2.1";
            case "getAttribute" -> Caller.anonymous(Grants.NONE);
            default -> throw new UnsupportedOperationException(called);
        });
    }

    private interface Answers {
        Object answer(String method, Object[] arguments) throws IOException;
    }

    /** What a method without a result answers is not looked at. */
    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.answer(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
