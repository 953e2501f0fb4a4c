package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubStoppedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PublishGateTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final ManualExecutor io = new ManualExecutor();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> published = new ArrayList<>();
    private int room;
    private boolean readersAreBehind;
    private long weight = 1;
    private final PublishGate gate = new PublishGate(this::room, MAX_WAIT, nanos::get, io);

    private PublishGate.Room room() {
        if (room == 0) {
            return PublishGate.Room.NONE;
        }
        return readersAreBehind ? PublishGate.Room.TIGHT : PublishGate.Room.FREE;
    }

    @Test
    void readers_that_are_behind_delay_a_publisher_for_a_moment_but_never_have_it_refused() {
        room = 2;
        readersAreBehind = true;
        CompletableFuture<String> first = enter("a");
        CompletableFuture<String> second = enter("b");
        runAll();
        assertThat(first).isNotDone();

        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        gate.update();
        runAll();

        assertThat(first).isCompletedWithValue("a");
        assertThat(second).isCompletedWithValue("b");
    }

    @Test
    void what_waits_is_bounded_in_bytes() {
        weight = 1 << 20;
        for (int i = 0; i < 16; i++) {
            enter("a megabyte");
        }

        CompletableFuture<String> refused = enter("one more");

        assertThat(refused).isCompletedExceptionally();
        room = 100;
        gate.update();
        runAll();
        assertThat(published).hasSize(16);
        assertThat(enter("there is room again")).isNotCompletedExceptionally();
    }

    @Test
    void a_publisher_waits_until_there_is_room() {
        CompletableFuture<String> waiting = enter("a");
        runAll();
        assertThat(waiting).isNotDone();
        assertThat(published).isEmpty();

        room = 1;
        gate.update();
        runAll();

        assertThat(waiting).isCompletedWithValue("a");
        assertThat(published).containsExactly("a");
    }

    @Test
    void nothing_is_published_on_the_thread_of_a_shard() {
        CompletableFuture<String> waiting = enter("a");
        room = 1;

        gate.update();

        assertThat(published).isEmpty();
        assertThat(waiting).isNotDone();
        assertThat(io.waiting()).isEqualTo(1);
    }

    /** Each was let go by a task of its own, and the threads of a pool finish in any order. */
    @Test
    void who_waits_goes_on_in_the_order_of_arrival() {
        enter("a");
        enter("b");
        enter("c");
        room = 10;
        gate.update();
        gate.update();

        while (io.waiting() > 0) {
            io.run(io.waiting() - 1);
        }

        assertThat(published).containsExactly("a", "b", "c");
    }

    @Test
    void nobody_overtakes_those_who_wait() {
        enter("a");
        room = 10;
        assertThat(gate.isOpen()).isFalse();

        gate.update();
        assertThat(gate.isOpen()).isFalse();
        runAll();

        assertThat(gate.isOpen()).isTrue();
    }

    /** All of them were let go at once, however little room there was. */
    @Test
    void no_more_go_on_than_there_is_room_for() {
        enter("a");
        enter("b");
        enter("c");

        room = 2;
        gate.update();
        runAll();
        assertThat(published).containsExactly("a", "b");
        room = 1;
        gate.update();
        runAll();

        assertThat(published).containsExactly("a", "b", "c");
    }

    @Test
    void who_has_waited_too_long_is_refused_and_nothing_is_published() {
        CompletableFuture<String> first = enter("a");
        nanos.addAndGet(MAX_WAIT.toNanos() - 1);
        CompletableFuture<String> second = enter("b");
        gate.update();
        runAll();
        assertThat(first).isNotDone();

        nanos.addAndGet(1);
        gate.update();
        runAll();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(first::join)
                .withCauseInstanceOf(HubBusyException.class)
                .satisfies(refused -> assertThat(((HubBusyException) refused.getCause()).retryAfter())
                        .isEqualTo(Duration.ofSeconds(1)));
        assertThat(second).isNotDone();
        assertThat(published).isEmpty();
    }

    @Test
    void more_than_4096_do_not_wait() {
        for (int i = 0; i < 4096; i++) {
            assertThat(enter("a")).isNotDone();
        }

        CompletableFuture<String> refused = enter("b");

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(refused::join)
                .withCauseInstanceOf(HubBusyException.class);
    }

    @Test
    void a_publish_that_fails_is_a_matter_of_its_own_caller() {
        CompletableFuture<String> failing = enter(() -> {
            throw new IllegalStateException("no disk");
        });
        CompletableFuture<String> sound = enter("b");

        room = 10;
        gate.update();
        runAll();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(failing::join)
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(sound).isCompletedWithValue("b");
    }

    /** Who waited when the hub stopped waited for ever. */
    @Test
    void a_closed_gate_refuses_who_waits_and_who_comes() {
        CompletableFuture<String> waiting = enter("a");

        gate.close();
        runAll();
        room = 10;
        CompletableFuture<String> late = enter("b");
        runAll();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(waiting::join)
                .withCauseInstanceOf(HubStoppedException.class);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(late::join)
                .withCauseInstanceOf(HubStoppedException.class);
        assertThat(published).isEmpty();
    }

    @Test
    void a_full_executor_keeps_nobody_waiting() {
        CompletableFuture<String> waiting = enter("a");
        io.rejectAll();

        room = 1;
        gate.update();

        assertThat(waiting).isCompletedWithValue("a");
    }

    @Test
    void a_hub_that_is_behind_lets_its_publishers_wait() {
        HubSettings settings = new HubSettings(
                1,
                TestHub.SETTINGS.ring(),
                TestHub.SETTINGS.replay(),
                new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 1000, MAX_WAIT),
                TestHub.SETTINGS.timing());
        TestHub test = new TestHub(settings);
        Reader reader = test.reader("a");
        String kilobyte = "x".repeat(1000);
        CompletableFuture<?> first = test.publish(test.event("a", kilobyte));
        CompletableFuture<?> second = test.publish(test.event("a", "late"));
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(test.log.head().offset()).isEqualTo(1);

        test.rounds();
        assertThat(test.shard().backlogBytes()).isZero();
        test.settle();

        assertThat(second).isCompleted();
        assertThat(reader.text()).isEqualTo("1 a " + kilobyte + "\n2 a late\n");
    }

    @CanIgnoreReturnValue
    private CompletableFuture<String> enter(String name) {
        return enter(() -> {
            published.add(name);
            room--;
            return CompletableFuture.completedStage(name);
        });
    }

    private CompletableFuture<String> enter(Supplier<CompletionStage<String>> publish) {
        return gate.enter(weight, publish).toCompletableFuture();
    }

    private void runAll() {
        boolean more = true;
        while (more) {
            more = io.runWaiting();
        }
    }
}
