package dev.carillon.log.sqlite;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStartException;
import dev.carillon.log.LogStats;
import dev.carillon.log.LogStatus;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events in a SQLite database. An entry is committed once it is on the disk, in the way that {@code
 * synchronous=FULL} means it.
 *
 * <p>Threading: one thread of its own writes; readers have connections of their own and never wait for it.
 */
public final class SqliteEventLog implements EventLog {

    /** As the setting {@code carillon.log} names it. */
    public static final String KIND = "sqlite";

    private static final System.Logger LOGGER = System.getLogger(SqliteEventLog.class.getName());

    private final LogDirectory directory;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EventId anyId;
    private final Tallies tallies;
    private final Readers readers;
    private final Writer writer;
    private final Visible visible;
    private final AtomicLong trimmedThrough = new AtomicLong();
    private volatile @Nullable Consumer<List<Entry>> listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqliteEventLog(
            LogDirectory directory,
            Database database,
            RetentionPolicy policy,
            Duration keyTime,
            InstantSource clock,
            RandomGenerator random)
            throws SQLException {
        this.directory = directory;
        this.clock = clock;
        this.random = random;
        this.readers = new Readers(database);
        try (Connection connection = database.connect()) {
            this.tallies = new Preparation(connection, policy).prepare(random);
        }
        this.anyId = readers.use(Reader::anyId);
        CurrentSession.Opener sessions = () -> openSession(database, policy, keyTime);
        Session first = sessions.open();
        this.visible = new Visible(first.head());
        // Whatever was trimmed before is not after it.
        trimmedThrough.set(first.head());
        this.writer = new Writer(
                first, sessions, readers, clock, visible, trimmedThrough, directory::journalBytes, this::tell);
    }

    private Session openSession(Database database, RetentionPolicy policy, Duration keyTime) throws SQLException {
        Connection connection = database.connect();
        Session session = null;
        try {
            session = new Session(connection, policy, keyTime, anyId, tallies);
            return session;
        } finally {
            if (session == null) {
                connection.close();
            }
        }
    }

    /**
     * Opens the log in a directory, or makes a new one.
     *
     * @param keyTime how long an idempotency key is remembered
     * @throws LogStartException if that is not possible
     */
    public static SqliteEventLog open(
            Path directory, RetentionPolicy policy, Duration keyTime, InstantSource clock, RandomGenerator random) {
        return open(directory, policy, keyTime, clock, random, new Properties());
    }

    /** With more properties for each connection. */
    static SqliteEventLog open(
            Path directory,
            RetentionPolicy policy,
            Duration keyTime,
            InstantSource clock,
            RandomGenerator random,
            Properties connectionProperties) {
        LogDirectory taken = LogDirectory.open(directory);
        boolean opened = false;
        try {
            Database database = new Database(taken.database(), connectionProperties);
            database.migrate();
            SqliteEventLog log = new SqliteEventLog(taken, database, policy, keyTime, clock, random);
            opened = true;
            return log;
        } catch (SQLException e) {
            throw Database.notStarted(taken.database(), e);
        } finally {
            if (!opened) {
                taken.close();
            }
        }
    }

    @Override
    public CompletionStage<Appended> append(Append append) {
        return writer.append(append);
    }

    @Override
    public Page read(long after, SelectorSet selectors, PageLimit limit) {
        return use(reader -> {
            long last = visible.head();
            if (after >= last) {
                return new Page(List.of(), after, 0);
            }
            Reader.Found found = reader.forwards(after, last, selectors, limit);
            return new Page(found.entries(), found.through(), lostAfter(reader, after, selectors));
        });
    }

    @Override
    public Page readBefore(long before, SelectorSet selectors, PageLimit limit) {
        return use(reader -> {
            long last = Math.min(before - 1, visible.head());
            Reader.Found found = reader.backwards(1, last, selectors, limit);
            List<Entry> oldestFirst = new ArrayList<>(found.entries());
            Collections.reverse(oldestFirst);
            long lost = lostAfter(reader, 0, selectors);
            return new Page(
                    oldestFirst,
                    found.through(),
                    lost < found.through() && found.through() > 1 ? 0 : Math.min(lost, Math.max(0, before - 1)));
        });
    }

    /** In the same state of the log in which the entries were read. */
    private long lostAfter(Reader reader, long after, SelectorSet selectors) throws SQLException {
        return after < trimmedThrough.get() ? reader.lostAfter(after, selectors) : 0;
    }

    @Override
    public EventId head() {
        return anyId.at(visible.head());
    }

    @Override
    public EventId oldest() {
        return anyId.at(use(reader -> reader.oldest(visible.head())));
    }

    @Override
    public long offsetBefore(Instant time) {
        return use(reader -> reader.offsetBefore(Times.nanos(time), visible.head()));
    }

    @Override
    public synchronized void listen(Consumer<List<Entry>> newListener) {
        if (listener != null) {
            throw new IllegalStateException("the log has a listener already");
        }
        listener = newListener;
    }

    private void tell(List<Entry> entries) {
        Consumer<List<Entry>> told = listener;
        if (told != null) {
            told.accept(entries);
        }
    }

    @Override
    public CompletionStage<Long> trim(SelectorSet channels, long through) {
        return writer.trim(channels, through);
    }

    @Override
    public LogStatus status() {
        List<LogStatus.Kept> kept = tallies.kept();
        return new LogStatus(
                KIND,
                head(),
                oldest(),
                kept.stream().mapToLong(LogStatus.Kept::entries).sum(),
                kept.stream().mapToLong(LogStatus.Kept::bytes).sum(),
                directory.databaseBytes(),
                kept);
    }

    @Override
    public boolean isWritable() {
        return !writer.hasFailed();
    }

    @Override
    public LogStats stats() {
        return writer.stats();
    }

    /**
     * The copy has another epoch. Else a hub that goes on from it would give the ids that this log has given since to other
     * events, and a reader that comes with one of them would miss events without being told.
     */
    @Override
    public synchronized Optional<Path> backUp(int keep) throws IOException {
        Path copy = directory.newBackup(clock.instant());
        Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
        try {
            readers.useWithoutSnapshot(reader -> {
                reader.copyTo(unfinished.toString());
                return unfinished;
            });
            new Database(unfinished, new Properties()).beginEpoch(newEpoch(random));
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
            directory.keepBackups(keep);
            return Optional.of(copy);
        } catch (SQLException e) {
            throw new IOException(Database.unavailable(e).finding(), e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** For tests: waits until all that is over the limits has been deleted. */
    void rest() {
        writer.rest().join();
    }

    /** Writes what waits, and gives the directory back. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.close();
        try {
            readers.close();
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the log was not closed well; nothing is lost by that", e);
        } finally {
            directory.close();
        }
    }

    /** Leaves nothing behind in the server; for the application that stops. */
    public static void leaveServer() {
        Database.leaveDriverManager();
    }

    static String newEpoch(RandomGenerator random) {
        return Long.toString(random.nextLong(1, Long.MAX_VALUE), Character.MAX_RADIX);
    }

    private <T> T use(Readers.Use<T> use) {
        try {
            return readers.use(use);
        } catch (SQLException e) {
            if (closed.get()) {
                throw new HubStoppedException();
            }
            LOGGER.log(System.Logger.Level.WARNING, "the log cannot be read", e);
            throw Database.unavailable(e);
        }
    }
}
