package dev.carillon.sqlite;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A few connections for all. One that failed is thrown away; the only one of a database in memory is kept, because it is the
 * database.
 *
 * <p>Threading: any thread; who finds none free waits, in the order of arrival.
 */
final class Pool implements AutoCloseable {

    /** How a connection is opened. */
    interface Opener {
        Session open() throws SQLException;
    }

    private final int size;
    private final Opener opener;

    /** Whether connections outlive a failure. */
    private final boolean kept;

    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private Pool(int size, Opener opener, boolean kept) {
        this.size = size;
        this.opener = opener;
        this.kept = kept;
        this.permits = new Semaphore(size, true);
    }

    static Pool of(int size, Opener opener) {
        return new Pool(size, opener, false);
    }

    /** Of one connection that is never given up. */
    static Pool ofOne(Session session) {
        Pool pool = new Pool(
                1,
                () -> {
                    throw new SQLException("the database in memory is gone");
                },
                true);
        pool.idle.add(session);
        return pool;
    }

    /** Everything in one use sees the same state. */
    <T> T read(Database.Use<T> use) throws SQLException {
        return transaction("BEGIN", use);
    }

    /** All or nothing. */
    <T> T write(Database.Use<T> use) throws SQLException {
        return transaction("BEGIN IMMEDIATE", use);
    }

    private <T> T transaction(String begin, Database.Use<T> use) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new SQLException("the database is closed");
            }
            Session free = idle.pollFirst();
            return transaction(begin, use, free == null ? opener.open() : free);
        } finally {
            permits.release();
        }
    }

    private <T> T transaction(String begin, Database.Use<T> use, Session session) throws SQLException {
        boolean healthy = false;
        try {
            session.run(begin);
            T result = use.with(session);
            session.run("COMMIT");
            healthy = true;
            return result;
        } finally {
            if (healthy) {
                idle.addFirst(session);
            } else {
                giveUp(session);
            }
        }
    }

    private void giveUp(Session session) throws SQLException {
        if (!kept) {
            session.close();
            return;
        }
        idle.addFirst(session);
        if (!session.connection().isClosed()) {
            rollBack(session);
        }
    }

    /** SQLite itself rolls back after some failures, and then there is nothing to do. */
    private static void rollBack(Session session) {
        try {
            session.run("ROLLBACK");
        } catch (SQLException nothingToDo) {
            System.getLogger(Pool.class.getName()).log(System.Logger.Level.DEBUG, "nothing to roll back", nothingToDo);
        }
    }

    /** Waits for whoever has a connection. */
    @Override
    public void close() throws SQLException {
        closed = true;
        permits.acquireUninterruptibly(size);
        try {
            Session session = idle.pollFirst();
            while (session != null) {
                session.close();
                session = idle.pollFirst();
            }
        } finally {
            permits.release(size);
        }
    }
}
