package dev.carillon.log.sqlite;

import dev.carillon.event.LogUnavailableException;
import dev.carillon.log.LogStartException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** The file: opens connections, and brings the tables up to date. */
final class Database {

    private static final System.Logger LOGGER = System.getLogger(Database.class.getName());

    /** The newest script in the resources. */
    private static final String NEWEST_VERSION = "1";

    private static final String SCRIPTS = "classpath:dev/carillon/log/sqlite";

    /** How long a connection waits for another program that has locked the file. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** Pages that a connection keeps in memory; a negative number is KiB. */
    private static final int CACHE = -4_096;

    /** To what the write-ahead log is cut once its content is in the database. */
    private static final int WAL_BYTES = 64 << 20;

    static {
        // SQLite's driver looks at the machine by starting a program, and the thread that waits for such programs keeps
        // the
        // class loader of whoever starts the first one.
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

    private final Path file;

    /** The properties reach every connection of a new hub; for tests. */
    private final Properties more;

    Database(Path file, Properties more) {
        this.file = file;
        this.more = more;
    }

    /** @throws LogStartException if the file cannot be used */
    void migrate() {
        try (Connection connection = connect()) {
            check(connection);
        } catch (SQLException e) {
            throw notStarted(file, e);
        }
        inThreadOfItsOwn(this::migrateTables);
    }

    private void migrateTables() {
        try {
            Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(dataSource())
                    .locations(SCRIPTS)
                    .loggers(FlywayLogs.class.getName())
                    .load();
            MigrationInfo current = flyway.info().current();
            if (current != null
                    && current.getVersion() != null
                    && current.getVersion().isNewerThan(NEWEST_VERSION)) {
                throw new LogStartException(
                        "The log " + file + " was written by a newer Carillon (version " + current.getVersion()
                                + " of its tables, this one knows " + NEWEST_VERSION
                                + "). Start that one, or name another directory with the setting carillon.data-dir.",
                        null);
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw notStarted(file, e);
        }
    }

    /**
     * Flyway uses Jackson, which leaves a buffer behind in the thread that calls it, and with it the class loader of this
     * application. A thread of the server would hold on to both for as long as it lives.
     */
    private static void inThreadOfItsOwn(Runnable task) {
        FutureTask<@Nullable Void> future = new FutureTask<>(task, null);
        new Thread(future, "carillon-migrate").start();
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogStartException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("the log's tables could not be brought up to date", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogStartException("The start was interrupted.", e);
        }
    }

    static LogStartException notStarted(Path file, Exception cause) {
        return new LogStartException(
                "The log " + file + " cannot be opened. " + finding(cause) + " (" + cause.getMessage()
                        + ") Make room or correct its permissions; if the file is damaged, put a backup in its place, or"
                        + " move it away to begin with an empty log.",
                cause);
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String said = result.next() ? result.getString(1) : "nothing";
            if (!said.equals("ok")) {
                throw new SQLiteException("quick_check says: " + said, SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    /** The driver puts itself into a list of the whole server, where nobody needs it. */
    static void leaveDriverManager() {
        DriverManager.drivers().filter(JDBC.class::isInstance).toList().forEach(driver -> {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException | SecurityException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "the driver of SQLite stays registered", e);
            }
        });
    }

    void beginEpoch(String epoch) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement("UPDATE log SET epoch = ?")) {
            update.setString(1, epoch);
            update.executeUpdate();
        }
    }

    Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    private SQLiteDataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig(more);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setCacheSize(CACHE);
        config.setJournalSizeLimit(WAL_BYTES);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }

    static LogUnavailableException unavailable(SQLException cause) {
        return new LogUnavailableException(finding(cause), cause);
    }

    /** What went wrong, for people, without a path. */
    private static String finding(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException failure) {
                return finding(failure.getResultCode());
            }
        }
        return "Its file cannot be used.";
    }

    private static String finding(SQLiteErrorCode code) {
        // The low byte is the kind; the rest tells details.
        int kind = code.code & 0xff;
        if (kind == SQLiteErrorCode.SQLITE_FULL.code) {
            return "The disk of the log is full.";
        }
        if (kind == SQLiteErrorCode.SQLITE_READONLY.code
                || kind == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || kind == SQLiteErrorCode.SQLITE_PERM.code) {
            return "The log cannot be written.";
        }
        if (kind == SQLiteErrorCode.SQLITE_CORRUPT.code || kind == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "The log's file is damaged.";
        }
        if (kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "Another program holds the log.";
        }
        return kind == SQLiteErrorCode.SQLITE_IOERR.code
                ? "The log's disk has failed."
                : "The log's file cannot be used.";
    }
}
