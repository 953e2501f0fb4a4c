package dev.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ArrayDeque<Runnable> standing = new ArrayDeque<>();
    private long nanos;

    @Test
    void a_thread_that_answers_is_alive() {
        Executor answering = Runnable::run;

        assertThat(new Pulse(answering, PATIENCE, () -> nanos).beats()).isTrue();
    }

    /** The first question came long ago, so nobody has to wait any more. */
    @Test
    void a_thread_that_stands_still_is_asked_once() {
        Pulse pulse = new Pulse(standing::add, Duration.ZERO, () -> nanos);

        assertThat(pulse.beats()).isFalse();
        nanos += PATIENCE.toNanos();
        assertThat(pulse.beats()).isFalse();

        assertThat(standing).hasSize(1);
    }

    @Test
    void a_thread_that_goes_on_is_alive_again() {
        Pulse pulse = new Pulse(standing::add, Duration.ZERO, () -> nanos);
        assertThat(pulse.beats()).isFalse();

        standing.remove().run();
        Pulse goesOn = new Pulse(Runnable::run, Duration.ZERO, () -> nanos);

        assertThat(goesOn.beats()).isTrue();
        assertThat(pulse.beats()).as("asked anew").isFalse();
        assertThat(standing).hasSize(1);
    }

    @Test
    void a_thread_that_takes_nothing_is_not_alive() {
        Executor stopped = task -> {
            throw new RejectedExecutionException();
        };

        assertThat(new Pulse(stopped, PATIENCE, () -> nanos).beats()).isFalse();
    }
}
