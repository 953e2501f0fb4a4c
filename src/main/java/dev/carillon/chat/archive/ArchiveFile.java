package dev.carillon.chat.archive;

import dev.carillon.event.LogUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** The file, or a database in memory: opens connections, and makes the tables. */
final class ArchiveFile {

    /** Of the tables in {@code archive.sql}; every change of them is a new one. */
    static final int VERSION = 1;

    private static final System.Logger LOGGER = System.getLogger(ArchiveFile.class.getName());

    /** How long a connection waits for another program that has locked the file. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** Pages that a connection keeps in memory; a negative number is KiB. */
    private static final int CACHE = -4_096;

    /** To what the write-ahead log is cut once its content is in the database. */
    private static final int WAL_BYTES = 64 << 20;

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

    private ArchiveFile(@Nullable Path file) {
        this.file = file;
    }

    /** A file that can be used as it is, or one that was made anew. */
    static ArchiveFile prepare(Path path) {
        ArchiveFile file = new ArchiveFile(path);
        try {
            try {
                file.check();
            } catch (SQLException e) {
                if (isHeld(e)) {
                    throw e;
                }
                LOGGER.log(System.Logger.Level.WARNING, "the archive of the chat is made anew file=" + path, e);
                delete(path);
                file.check();
            }
            return file;
        } catch (SQLException e) {
            throw unavailable(e);
        } catch (IOException e) {
            throw new LogUnavailableException("The archive of the chat cannot be written.", e);
        }
    }

    static Session inMemory() throws SQLException {
        Session session = new ArchiveFile(null).write();
        session.run(script());
        return session;
    }

    /** Makes the tables of a new file. */
    private void check() throws SQLException {
        try (Session session = write()) {
            if (!session.exists("SELECT 1 FROM sqlite_schema")) {
                session.run("BEGIN IMMEDIATE");
                session.run(script());
                session.run("PRAGMA user_version = " + VERSION);
                session.run("COMMIT");
            }
            if (session.number("PRAGMA user_version") != VERSION) {
                throw new SQLException("the tables have another version");
            }
            String said = session.first("PRAGMA quick_check(1)", row -> row.getString(1))
                    .orElse("nothing");
            if (!said.equals("ok") || !session.exists("SELECT 1 FROM place")) {
                throw new SQLException("quick_check says: " + said);
            }
        }
    }

    private static void delete(Path path) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + suffix));
        }
    }

    private static String script() {
        try (InputStream script = ArchiveFile.class.getResourceAsStream("archive.sql")) {
            if (script == null) {
                throw new IllegalStateException("archive.sql is not beside its class");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A session that writes. */
    Session write() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setCacheSize(CACHE);
        config.setJournalSizeLimit(WAL_BYTES);
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

    private static boolean isHeld(SQLException failure) {
        SQLiteErrorCode kind = kind(failure);
        return kind == SQLiteErrorCode.SQLITE_BUSY || kind == SQLiteErrorCode.SQLITE_LOCKED;
    }

    static LogUnavailableException unavailable(SQLException failure) {
        SQLiteErrorCode kind = kind(failure);
        String finding;
        if (kind == SQLiteErrorCode.SQLITE_INTERRUPT) {
            finding = "The search took too long.";
        } else if (kind == SQLiteErrorCode.SQLITE_FULL) {
            finding = "The disk of the chat's archive is full.";
        } else {
            finding = "The archive of the chat cannot be used.";
        }
        return new LogUnavailableException(finding, failure);
    }

    /** The low byte of the code is the kind; the rest tells details. */
    private static SQLiteErrorCode kind(SQLException failure) {
        return failure instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
