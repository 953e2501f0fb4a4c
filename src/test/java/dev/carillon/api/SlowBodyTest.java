package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carillon.event.HubException;
import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import dev.carillon.security.LimitStats;
import dev.carillon.security.ManualScheduler;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A body that waits, in a container whose threads take some time to leave (Payara), and in one without that (Tomcat). */
class SlowBodyTest {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofMillis(50);
    private static final BodyLimits.Size SIZE = new BodyLimits.Size(10, Problem.EVENT_TOO_LARGE, "carillon.a");

    private final ManualScheduler scheduler = new ManualScheduler(Instant.EPOCH);
    private final LimitStats stats = new LimitStats();
    private final Refusals refusals = new Refusals(stats, () -> Duration.ofSeconds(1));
    private final WaitingRoom room = new WaitingRoom(1, 1, 100);
    private final LateRequest request = new LateRequest();
    private final SlowBodies onPayara = new SlowBodies(room, TIME, SETTLING, scheduler, stats, refusals);
    private final SlowBodies onTomcat = new SlowBodies(room, TIME, Duration.ZERO, scheduler, stats, refusals);

    private WaitingRoom.Reservation place;

    @Test
    void on_payara_the_place_is_held_until_the_request_goes_on() throws Exception {
        SlowBody slow = begin(onPayara, 5);

        request.send("hello");
        request.finish();
        slow.onDataAvailable();
        slow.onAllDataRead();
        assertThat(isFree()).isFalse();
        assertThat(room.bytes()).isEqualTo(5);
        assertThat(request.done).isEmpty();
        scheduler.pass(SETTLING);

        assertThat(request.done).containsExactly("dispatch");
        assertThat(request.headers).containsEntry("Connection", "close");
        assertThat(isFree()).isTrue();
        assertThat(room.bytes()).isZero();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void on_payara_the_place_of_a_late_body_is_held_until_it_has_its_answer() throws Exception {
        begin(onPayara, 5);

        scheduler.pass(TIME.plus(SETTLING));
        assertThat(isFree()).isFalse();
        assertThat(request.done).isEmpty();
        request.threads.forEach(Runnable::run);

        assertThat(request.done).containsExactly("408", "complete");
        assertThat(stats.hits(Limit.BODY_TIME)).isOne();
        assertThat(isFree()).isTrue();
    }

    @Test
    void on_tomcat_a_request_goes_on_with_the_last_byte_and_keeps_its_connection() throws Exception {
        SlowBody slow = begin(onTomcat, 5);

        request.send("hello");
        request.finish();
        slow.onDataAvailable();
        slow.onAllDataRead();

        assertThat(request.done).containsExactly("dispatch");
        assertThat(request.headers).doesNotContainKey("Connection");
        assertThat(isFree()).isTrue();
    }

    /** The deadline was set by then, and gave the place back a second time. */
    @Test
    void what_the_container_refuses_gives_its_place_back_once_and_has_no_deadline() throws Exception {
        request.refusesListener = new IllegalStateException("no");
        WaitingRoom two = new WaitingRoom(1, 1, 100);
        SlowBodies all = new SlowBodies(two, TIME, SETTLING, scheduler, stats, refusals);
        BodyFilter.Exchange exchange = new BodyFilter.Exchange(request.request(), request.response(), SIZE);

        assertThatIllegalStateException().isThrownBy(() -> all.await(exchange, new ArrivingBody(5, 10)));
        WaitingRoom.Reservation next = two.enter("b").orElseThrow();
        scheduler.pass(TIME.plus(SETTLING));

        assertThat(two.enter("c")).isEmpty();
        assertThat(request.threads).isEmpty();
        next.close();
    }

    @Test
    void who_finds_no_place_keeps_his_request() throws Exception {
        begin(onPayara, 5);

        assertThat(onPayara.await(
                        new BodyFilter.Exchange(request.request(), request.response(), SIZE), new ArrivingBody(5, 10)))
                .isFalse();
    }

    @Test
    void what_came_with_the_head_counts_though_nothing_comes_after_it() throws Exception {
        WaitingRoom small = new WaitingRoom(3, 3, 10);
        SlowBodies all = new SlowBodies(small, TIME, SETTLING, scheduler, stats, refusals);
        BodyFilter.Exchange exchange = new BodyFilter.Exchange(request.request(), request.response(), SIZE);

        assertThat(all.await(exchange, new ArrivingBody(6, 10))).isTrue();
        assertThat(small.bytes()).isEqualTo(6);
        assertThat(all.await(exchange, new ArrivingBody(6, 10))).isFalse();
        assertThat(all.await(exchange, new ArrivingBody(4, 10))).isTrue();

        assertThat(small.bytes()).isEqualTo(10);
        assertThat(small.enter("a")).isPresent();
    }

    @Test
    void a_body_that_is_shorter_than_it_said_is_refused() throws Exception {
        SlowBody payara = begin(onPayara, 5);
        request.send("hel");
        request.finish();
        payara.onDataAvailable();
        scheduler.pass(SETTLING);
        request.threads.forEach(Runnable::run);
        assertThat(request.done).containsExactly("400", "complete");
        request.done.clear();

        SlowBody tomcat = begin(onTomcat, 5);
        tomcat.onAllDataRead();

        assertThat(request.done).containsExactly("400", "complete");
        assertThat(isFree()).isTrue();
    }

    @Test
    void a_body_that_is_longer_than_allowed_is_refused_with_the_byte_that_is_too_much() throws Exception {
        SlowBody slow = begin(onPayara, -1);

        request.send("hello world");
        slow.onDataAvailable();
        scheduler.pass(SETTLING);
        request.threads.forEach(Runnable::run);

        assertThat(request.done).containsExactly("413", "complete");
        assertThat(isFree()).isTrue();
    }

    @Test
    void a_body_for_whose_bytes_there_is_no_room_is_refused_and_counted_once() throws Exception {
        SlowBodies small = new SlowBodies(new WaitingRoom(1, 1, 4), TIME, SETTLING, scheduler, stats, refusals);
        place = small.room().enter("a").orElseThrow();
        SlowBody slow = slow(small, 5);

        request.send("hello");
        slow.onDataAvailable();
        slow.onDataAvailable();
        scheduler.pass(SETTLING);
        request.threads.forEach(Runnable::run);

        assertThat(request.done).containsExactly("429", "complete");
        assertThat(stats.hits(Limit.BODIES_WAITING)).isOne();
        assertThat(small.room().bytes()).isZero();
    }

    @Test
    void a_client_that_has_gone_is_to_blame() throws Exception {
        SlowBody slow = begin(onTomcat, 5);

        slow.onError(new IOException("reset"));

        assertThat(request.done).containsExactly("complete");
        assertThat(problem()).contains(Problem.BAD_REQUEST);
        assertThat(isFree()).isTrue();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void a_client_that_is_silent_for_as_long_as_the_container_waits_is_late() throws Exception {
        SlowBody slow = begin(onTomcat, 5);

        slow.onError(new SocketTimeoutException());

        assertThat(problem()).contains(Problem.REQUEST_TIMEOUT);
        assertThat(stats.hits(Limit.BODY_TIME)).isOne();
    }

    /** The scheduler keeps it to itself. */
    @Test
    void what_goes_wrong_at_the_end_stands_in_the_log() throws Exception {
        request.refusesToGoOn = new UnsupportedOperationException("broken");
        SlowBody slow = begin(onPayara, 5);
        List<LogRecord> told = new CopyOnWriteArrayList<>();
        Handler ear = listening(told);
        Logger logger = Logger.getLogger(SlowBody.class.getName());
        logger.addHandler(ear);

        try {
            request.send("hello");
            request.finish();
            slow.onDataAvailable();
            scheduler.pass(SETTLING);
        } finally {
            logger.removeHandler(ear);
        }

        assertThat(told).extracting(LogRecord::getLevel).contains(Level.WARNING);
        assertThat(told).extracting(LogRecord::getThrown).contains(request.refusesToGoOn);
        assertThat(isFree()).isTrue();
    }

    private SlowBody begin(SlowBodies all, long declared) throws IOException {
        place = room.enter("a").orElseThrow();
        return slow(all, declared);
    }

    private SlowBody slow(SlowBodies all, long declared) throws IOException {
        SlowBody slow = new SlowBody(
                all,
                request.request().startAsync(),
                new BodyFilter.Exchange(request.request(), request.response(), SIZE),
                new ArrivingBody(declared, SIZE.maxBytes()),
                place);
        slow.begin();
        return slow;
    }

    private boolean isFree() {
        Optional<WaitingRoom.Reservation> next = room.enter("next");
        next.ifPresent(WaitingRoom.Reservation::close);
        return next.isPresent();
    }

    /** Why an error page is to say that the client is to blame. */
    private Optional<Problem> problem() {
        return Optional.ofNullable((HubException) request.attributes.get(SlowBody.REFUSAL))
                .map(HubException::problem);
    }

    private static Handler listening(List<LogRecord> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
