package dev.carillon.log.sqlite;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Connections that read, a few for all. Threading: any thread; who finds none free waits. */
final class Readers implements AutoCloseable {

    private static final int MAX = 8;

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
                reader = new Reader(database.connect(), names);
            }
            return use(reader, use);
        } finally {
            permits.release();
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
