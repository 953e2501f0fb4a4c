package dev.carillon.log.sqlite;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.ManualClock;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Opens logs in a directory, and closes what is still open. */
final class TestLogs implements AutoCloseable {

    static final SelectorSet EVERYTHING = SelectorSet.of("**");
    static final PageLimit ALL = new PageLimit(1_000_000, 1L << 30);
    static final RetentionPolicy PLENTY =
            RetentionPolicy.of(new Retention(Retention.UNLIMITED, Retention.UNLIMITED, Retention.FOREVER));

    final ManualClock clock = new ManualClock();

    /** Reaches every connection that is opened from now on. */
    final Properties connectionProperties = new Properties();

    private final Path directory;
    private final List<EventLog> opened = new ArrayList<>();

    TestLogs(Path directory) {
        this.directory = directory;
    }

    Path database() {
        return directory.resolve("carillon.db");
    }

    SqliteEventLog open() {
        return open(PLENTY);
    }

    SqliteEventLog open(RetentionPolicy policy) {
        return open(directory, policy);
    }

    SqliteEventLog open(Path where, RetentionPolicy policy) {
        SqliteEventLog log = SqliteEventLog.open(
                where,
                policy,
                Duration.ofHours(24),
                clock,
                RandomGenerator.of("L64X128MixRandom"),
                connectionProperties);
        opened.add(log);
        return log;
    }

    static RetentionPolicy newest(long entries) {
        return RetentionPolicy.of(new Retention(entries, Retention.UNLIMITED, Retention.FOREVER));
    }

    /** Compacts the channels that the selector chooses, and keeps all others. */
    static RetentionPolicy compacting(String selector) {
        Retention limits = PLENTY.rules().get(0).limits();
        return new RetentionPolicy(List.of(
                new RetentionRule(new Selector(selector), limits, true),
                new RetentionRule(new Selector("**"), limits, false)));
    }

    Event event(String channel, String text) {
        return Event.of(new ChannelName(channel), Payload.text(text), clock.instant());
    }

    static Appended append(EventLog log, Event... events) {
        return log.append(Append.of(events)).toCompletableFuture().join();
    }

    static List<String> texts(EventLog log) {
        return log.read(0, EVERYTHING, ALL).entries().stream()
                .map(entry -> entry.event().payload().text())
                .toList();
    }

    static List<Long> offsets(EventLog log) {
        return log.read(0, EVERYTHING, ALL).entries().stream()
                .map(Entry::offset)
                .toList();
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Override
    public void close() {
        opened.forEach(EventLog::close);
    }
}
