package dev.carillon.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/** The file, or a database in memory: opens connections, and makes the tables. */
final class DatabaseFile {

    private static final System.Logger LOGGER = System.getLogger(DatabaseFile.class.getName());

    /** How long a connection waits for another program that has locked the file. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** Pages that a connection keeps in memory; a negative number is KiB. */
    private static final int CACHE = -4_096;

    /** To what the write-ahead log is cut once its content is in the database. */
    private static final int WAL_BYTES = 64 << 20;

    /** What belongs to a database, the file itself last: without it, the others are nothing. */
    private static final List<String> SUFFIXES = List.of("-wal", "-shm", "-journal", "");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    static {
        // SQLite's driver looks at the machine by starting a program, and the thread that waits for such programs keeps
        // the class loader of whoever starts the first one.
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    /** None for a database in memory, which is as many as there are connections. */
    private final @Nullable Path file;

    private final Schema schema;

    private DatabaseFile(@Nullable Path file, Schema schema) {
        this.file = file;
        this.schema = schema;
    }

    /**
     * A file that can be used as it is, or one that was made anew.
     *
     * @throws DatabaseStartException if another version has written it, and it may not be made anew
     */
    static DatabaseFile prepare(Path path, Schema schema) throws SQLException, IOException {
        DatabaseFile file = new DatabaseFile(path, schema);
        try {
            file.check();
        } catch (SQLException e) {
            if (schema.worth() == Worth.PROJECTION && !Failures.isHeld(e)) {
                LOGGER.log(System.Logger.Level.WARNING, "the " + schema.name() + " is made anew file=" + path, e);
                delete(path);
            } else if (schema.worth() == Worth.ORIGINAL && Failures.isDamage(e)) {
                Path aside = moveAside(path);
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "the " + schema.name() + " is damaged and begins anew; what it had is moved to file=" + aside,
                        e);
            } else {
                throw e;
            }
            file.check();
        }
        return file;
    }

    static Session inMemory(Schema schema) throws SQLException {
        Session session = new DatabaseFile(null, schema).write();
        session.run(schema.script());
        return session;
    }

    /** Makes the tables of a new file. */
    private void check() throws SQLException {
        try (Session session = write()) {
            if (!session.exists("SELECT 1 FROM sqlite_schema")) {
                session.run("BEGIN IMMEDIATE");
                session.run(schema.script());
                session.run("PRAGMA user_version = " + schema.version());
                session.run("COMMIT");
            }
            checkVersion(session.number("PRAGMA user_version"));
            String said = session.first("PRAGMA quick_check(1)", row -> row.getString(1))
                    .orElse("nothing");
            if (!said.equals("ok") || !session.exists(schema.probe())) {
                throw Failures.damage("quick_check says: " + said);
            }
        }
    }

    private void checkVersion(long found) throws SQLException {
        if (found == schema.version()) {
            return;
        }
        if (schema.worth() == Worth.PROJECTION) {
            throw new SQLException("the tables have another version");
        }
        throw new DatabaseStartException("The " + schema.name() + " " + file + " was written by "
                + (found > schema.version() ? "a newer Carillon" : "another program") + " (version " + found
                + " of its tables, this one knows " + schema.version()
                + "). Start that one, move the file away, or name another directory with the setting"
                + " carillon.data-dir.");
    }

    private static void delete(Path path) throws IOException {
        for (String suffix : SUFFIXES) {
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + suffix));
        }
    }

    /** With its write-ahead log: a new file beside an old one would take what stands in that for its own. */
    private static Path moveAside(Path path) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged-" + TIME.format(Instant.now()));
        for (String suffix : SUFFIXES) {
            Path part = path.resolveSibling(path.getFileName() + suffix);
            if (Files.exists(part)) {
                Files.move(part, aside.resolveSibling(aside.getFileName() + suffix));
            }
        }
        return aside;
    }

    /** A session that writes. */
    Session write() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                schema.worth() == Worth.ORIGINAL
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setCacheSize(CACHE);
        config.setJournalSizeLimit(WAL_BYTES);
        // Nobody asks for them, and looking them up is a query after each insert.
        config.setGetGeneratedKeys(false);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + (file == null ? ":memory:" : file));
        return session(source.getConnection());
    }

    Session read() throws SQLException {
        Session session = write();
        session.run("PRAGMA query_only = ON");
        return session;
    }

    private static Session session(Connection connection) throws SQLException {
        Session session = null;
        try {
            session = new Session(connection);
            return session;
        } finally {
            if (session == null) {
                connection.close();
            }
        }
    }
}
