package dev.carillon.log.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Connections that read, a few for all. Threading: any thread; who finds none free waits. */
final class Readers implements AutoCloseable {

    private static final int MAX = 8;

    /** A page takes a few milliseconds; a backup takes longer, and then it is tried again later. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** What is done with a connection. */
    interface Use<T> {
        T with(Reader reader) throws SQLException;
    }

    private final Database database;
    private final ChannelNames names = new ChannelNames();
    private final Semaphore permits = new Semaphore(MAX, true);
    private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(Database database) {
        this.database = database;
    }

    /** Everything in one use sees the same state of the log. */
    <T> T use(Use<T> use) throws SQLException {
        return useWithoutSnapshot(reader -> {
            reader.begin();
            T result = use.with(reader);
            reader.end();
            return result;
        });
    }

    /** Each statement sees the log as it is then. */
    <T> T useWithoutSnapshot(Use<T> use) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new SQLException("the log is closed");
            }
            Reader reader = idle.pollFirst();
            if (reader == null) {
                reader = open();
            }
            return use(reader, use);
        } finally {
            permits.release();
        }
    }

    private Reader open() throws SQLException {
        Connection connection = database.connect();
        Reader reader = null;
        try {
            reader = new Reader(connection, names);
            return reader;
        } finally {
            if (reader == null) {
                connection.close();
            }
        }
    }

    private <T> T use(Reader reader, Use<T> use) throws SQLException {
        boolean healthy = false;
        try {
            T result = use.with(reader);
            healthy = true;
            return result;
        } finally {
            if (healthy) {
                idle.addFirst(reader);
            } else {
                reader.close();
            }
        }
    }

    /** What is done while nobody reads. */
    interface Quiet {
        void run() throws SQLException;
    }

    /** Does it while nobody reads, if such a moment comes soon; readers wait meanwhile. */
    void without(Quiet task) throws SQLException {
        boolean alone = false;
        try {
            alone = permits.tryAcquire(MAX, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (alone) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (alone) {
                permits.release(MAX);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        permits.acquireUninterruptibly(MAX);
        try {
            Reader reader = idle.pollFirst();
            while (reader != null) {
                reader.close();
                reader = idle.pollFirst();
            }
        } finally {
            permits.release(MAX);
        }
    }
}
