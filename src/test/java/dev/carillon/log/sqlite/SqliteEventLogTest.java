package dev.carillon.log.sqlite;

import dev.carillon.log.CompactionContract;
import dev.carillon.log.EventLog;
import dev.carillon.log.EventLogContract;
import dev.carillon.log.IdempotencyContract;
import dev.carillon.log.RetentionContract;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.TrimContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventLogTest extends EventLogContract {

    private static final AtomicInteger LOGS = new AtomicInteger();
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    @TempDir
    private static Path directory;

    private static EventLog newLog(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
        return SqliteEventLog.open(directory.resolve("log" + LOGS.incrementAndGet()), policy, keyTime, clock, RANDOM);
    }

    @Override
    protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
        return newLog(policy, keyTime, clock);
    }

    @Override
    protected void settle(EventLog log) {
        ((SqliteEventLog) log).rest();
    }

    @Nested
    class Keeping extends RetentionContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return newLog(policy, keyTime, clock);
        }

        @Override
        protected void settle(EventLog log) {
            ((SqliteEventLog) log).rest();
        }
    }

    @Nested
    class Compacting extends CompactionContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return newLog(policy, keyTime, clock);
        }

        @Override
        protected void settle(EventLog log) {
            ((SqliteEventLog) log).rest();
        }
    }

    @Nested
    class Trimming extends TrimContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return newLog(policy, keyTime, clock);
        }

        @Override
        protected void settle(EventLog log) {
            ((SqliteEventLog) log).rest();
        }
    }

    @Nested
    class Repeating extends IdempotencyContract {

        @Override
        protected EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock) {
            return newLog(policy, keyTime, clock);
        }

        @Override
        protected void settle(EventLog log) {
            ((SqliteEventLog) log).rest();
        }
    }
}
