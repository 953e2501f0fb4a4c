package dev.carillon.log.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.CompactionContract;
import dev.carillon.log.EventLog;
import dev.carillon.log.EventLogContract;
import dev.carillon.log.IdempotencyContract;
import dev.carillon.log.Page;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionContract;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.TrimContract;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryEventLogTest extends EventLogContract {

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Override
    protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
        return new MemoryEventLog(policy, keyTime, clock, random);
    }

    @Nested
    class Keeping extends RetentionContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return MemoryEventLogTest.this.create(policy, keyTime, clock);
        }
    }

    @Nested
    class Compacting extends CompactionContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return MemoryEventLogTest.this.create(policy, keyTime, clock);
        }
    }

    @Nested
    class Trimming extends TrimContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return MemoryEventLogTest.this.create(policy, keyTime, clock);
        }
    }

    @Nested
    class Repeating extends IdempotencyContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return MemoryEventLogTest.this.create(policy, keyTime, clock);
        }
    }

    @Test
    void it_has_no_files() throws IOException {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"));

        assertThat(log.backUp(5)).isEmpty();
        assertThat(log.status().kind()).isEqualTo("memory");
        assertThat(log.status().fileBytes()).isZero();
    }

    @Test
    void one_read_examines_no_more_than_its_share_so_that_publishers_do_not_wait_for_it() {
        EventLog log = open(PLENTY);
        Event[] others = new Event[MemoryEventLog.SCAN_LIMIT + 1];
        Arrays.fill(others, event("often", ""));
        append(log, others);

        Page forwards = log.read(0, SelectorSet.of("rare"), ALL);
        Page backwards = log.readBefore(Long.MAX_VALUE, SelectorSet.of("rare"), ALL);

        assertThat(forwards.through()).isEqualTo(MemoryEventLog.SCAN_LIMIT);
        assertThat(backwards.through()).isEqualTo(2);
    }

    /** Reading moved a channel to the young end, so that a younger one was forgotten before it. */
    @Test
    void of_too_many_trimmed_channels_those_are_forgotten_that_were_trimmed_longest_ago() {
        EventLog log = open(new Retention(1, 1 << 30, Duration.ofDays(1)));
        append(log, event("first", ""));
        Event[] batch = new Event[65_536];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = event("c/" + i, "");
        }
        append(log, Arrays.copyOf(batch, 1000));
        log.read(0, SelectorSet.of("first"), ALL);

        append(log, batch);
        append(log, event("last", ""));

        // Offset 1 is "first", the one too many; 2 to 1001 are channels of the second batch too, which begins with
        // 1002.
        assertThat(log.read(0, SelectorSet.of("never"), ALL).lostThrough()).isEqualTo(1);
        assertThat(log.read(0, SelectorSet.of("first"), ALL).lostThrough()).isEqualTo(1);
        assertThat(log.read(0, SelectorSet.of("c/0"), ALL).lostThrough()).isEqualTo(1002);
    }
}
