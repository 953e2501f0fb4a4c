package dev.carillon.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.security.ManualScheduler;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WheelTest {

    private static final int STEP_MILLIS = 10;

    private final ManualScheduler scheduler = new ManualScheduler(Instant.EPOCH);
    private final Wheel wheel = new Wheel(Duration.ofMillis(STEP_MILLIS), scheduler, this::now);
    private final List<Long> told = new ArrayList<>();

    @Property
    void each_time_is_met_within_two_steps(@ForAll @Size(max = 20) List<@IntRange(max = 30_000) Integer> times) {
        List<Long> late = new ArrayList<>();
        for (int millis : times) {
            long due = now() + Duration.ofMillis(millis).toNanos();
            wheel.schedule(new Someone(() -> late.add(now() - due)), due);
        }

        scheduler.pass(Duration.ofSeconds(31));

        assertThat(late)
                .hasSize(times.size())
                .allSatisfy(nanos -> assertThat(nanos)
                        .isBetween(0L, Duration.ofMillis(2 * STEP_MILLIS).toNanos()));
        assertThat(wheel.size()).isZero();
    }

    @Test
    void only_the_last_time_that_was_set_counts() {
        Someone someone = new Someone(() -> told.add(now()));
        wheel.schedule(someone, Duration.ofMillis(500).toNanos());
        wheel.schedule(someone, Duration.ofMillis(100).toNanos());

        scheduler.pass(Duration.ofSeconds(1));

        assertThat(told).hasSize(1);
        assertThat(told.get(0)).isLessThan(Duration.ofMillis(130).toNanos());
    }

    @Test
    void whoever_waits_for_nothing_is_not_told() {
        Someone someone = new Someone(() -> told.add(now()));
        wheel.schedule(someone, Duration.ofMillis(100).toNanos());
        wheel.schedule(someone, Wheel.NEVER);

        scheduler.pass(Duration.ofSeconds(1));

        assertThat(told).isEmpty();
    }

    @Test
    void whoever_waits_for_nothing_any_more_is_not_kept() {
        WeakReference<Someone> someone = ended();

        await().until(() -> {
            System.gc();
            return someone.get() == null;
        });

        assertThat(wheel.size()).isEqualTo(1);
    }

    private WeakReference<Someone> ended() {
        Someone someone = new Someone(() -> {});
        wheel.schedule(someone, Duration.ofSeconds(20).toNanos());
        wheel.schedule(someone, Wheel.NEVER);
        return new WeakReference<>(someone);
    }

    @Test
    void it_stands_still_while_nobody_waits() {
        wheel.schedule(new Someone(() -> {}), Duration.ofMillis(100).toNanos());

        scheduler.pass(Duration.ofSeconds(1));

        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void it_turns_only_where_somebody_waits() {
        AtomicInteger looks = new AtomicInteger();
        Wheel seldom = new Wheel(Duration.ofMillis(STEP_MILLIS), scheduler, () -> {
            looks.incrementAndGet();
            return now();
        });
        seldom.schedule(
                new Someone(() -> told.add(now())), Duration.ofSeconds(9).toNanos());
        int before = looks.get();

        scheduler.pass(Duration.ofSeconds(8));

        assertThat(looks).hasValue(before);
        assertThat(told).isEmpty();
        scheduler.pass(Duration.ofSeconds(2));
        assertThat(told).hasSize(1);
    }

    @Test
    void who_comes_while_it_waits_for_somebody_else_is_told_in_his_time() {
        wheel.schedule(new Someone(() -> {}), Duration.ofSeconds(20).toNanos());
        scheduler.pass(Duration.ofSeconds(5));
        long due = now() + Duration.ofMillis(100).toNanos();
        wheel.schedule(new Someone(() -> told.add(now() - due)), due);

        scheduler.pass(Duration.ofSeconds(1));

        assertThat(told)
                .singleElement()
                .satisfies(late -> assertThat(late)
                        .isBetween(0L, Duration.ofMillis(2 * STEP_MILLIS).toNanos()));
        assertThat(wheel.size()).isEqualTo(1);
        assertThat(scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void who_fails_keeps_nobody_from_his_time() {
        wheel.schedule(
                new Someone(() -> {
                    throw new IllegalStateException("no");
                }),
                1);
        wheel.schedule(new Someone(() -> told.add(now())), 1);

        scheduler.pass(Duration.ofSeconds(1));

        assertThat(told).hasSize(1);
    }

    private long now() {
        return Duration.between(Instant.EPOCH, scheduler.instant()).toNanos();
    }

    private static final class Someone extends Wheel.Timed {

        private final Runnable task;

        Someone(Runnable task) {
            this.task = task;
        }

        @Override
        void due(long nowNanos) {
            task.run();
        }
    }
}
