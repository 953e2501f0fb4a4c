package dev.carillon.socketio.recovery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.socketio.server.Recovery;
import dev.carillon.sqlite.Database;
import dev.carillon.sqlite.Schema;
import dev.carillon.sqlite.Worth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers sockets in a database.
 *
 * <p>Threading: any thread. What changes is kept in memory until the writer's next turn.
 */
public final class SocketStore implements Recovery, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(SocketStore.class.getName());

    /** Between two turns of the writer, if nobody waits: what a kill of the server loses, but nothing that was acknowledged. */
    private static final Duration TURN = Duration.ofMillis(100);

    /** Between two looks for those that are over, if nothing else is written. */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private static final int READERS = 2;

    private static final Schema SCHEMA = new Schema(
            "memory of Socket.IO",
            Schema.script(SocketStore.class, "socketio.sql"),
            2,
            "SELECT 1 FROM place",
            Worth.PROJECTION);

    private final Database database;
    private final Duration keep;
    private final InstantSource clock;
    private final ScheduledExecutorService writer;

    /** In milliseconds; the writer's alone. */
    private long nextSweep;

    /** By the secret. */
    @GuardedBy("this")
    private Map<String, Change> waiting = new HashMap<>();

    /** Those that are being written; they count until they are. */
    @GuardedBy("this")
    private Map<String, Change> writing = Map.of();

    /** Done when what waits has been written. */
    @GuardedBy("this")
    private CompletableFuture<@Nullable Void> nextTurn = new CompletableFuture<>();

    /** The same of what is being written. */
    @GuardedBy("this")
    private CompletableFuture<@Nullable Void> turn = CompletableFuture.completedFuture(null);

    /** Somebody waits for the next turn. */
    @GuardedBy("this")
    private boolean hurried;

    /** The last turn could not write. */
    @GuardedBy("this")
    private boolean failing;

    /**
     * What is to become of a socket.
     *
     * @param socket null if it stands in the database
     * @param gone when its connection went, in milliseconds; null if it has one
     */
    record Change(
            Recovery.@Nullable Remembered socket, @Nullable Long gone, boolean forgotten) {}

    private SocketStore(Database database, Duration keep, InstantSource clock, ScheduledExecutorService writer) {
        this.database = database;
        this.keep = keep;
        this.clock = clock;
        this.writer = writer;
    }

    /**
     * Makes the file if it is not there. Whoever was connected when the server ended has the whole time to come back.
     *
     * @param keep how long a socket is remembered whose connection is gone
     * @param writer of one thread, which this owns
     */
    public static SocketStore open(Path file, Duration keep, InstantSource clock, ScheduledExecutorService writer) {
        return begin(new SocketStore(Database.open(file, SCHEMA, READERS), keep, clock, writer));
    }

    public static SocketStore inMemory(Duration keep, InstantSource clock, ScheduledExecutorService writer) {
        return begin(new SocketStore(Database.inMemory(SCHEMA), keep, clock, writer));
    }

    private static SocketStore begin(SocketStore store) {
        int connected = store.database.write(session -> SocketRows.everybodyLeft(session, store.clock.millis()));
        var turns = store.writer.scheduleWithFixedDelay(
                store::write, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
        LOGGER.log(
                System.Logger.Level.DEBUG,
                "sockets are remembered for {0}, {1} of before {2}",
                store.keep,
                connected,
                turns);
        return store;
    }

    @Override
    public synchronized void remember(Recovery.Remembered socket) {
        waiting.put(socket.key(), new Change(socket, null, false));
    }

    @Override
    public synchronized void left(String key) {
        long now = clock.millis();
        waiting.compute(
                key,
                (same, before) -> before == null
                        ? new Change(null, now, false)
                        : new Change(before.socket, now, before.forgotten));
    }

    @Override
    public synchronized void forget(String key) {
        waiting.put(key, new Change(null, null, true));
    }

    @Override
    public Optional<Recovery.Remembered> find(String key) {
        Change change = change(key);
        if (change != null && (change.forgotten || isOver(change.gone))) {
            return Optional.empty();
        }
        if (change != null && change.socket != null) {
            return Optional.of(change.socket);
        }
        try {
            long since = clock.millis() - keep.toMillis();
            return database.read(session -> SocketRows.find(session, key, since));
        } catch (LogUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a client begins anew, since what it had cannot be read", e);
            return Optional.empty();
        }
    }

    @Override
    public synchronized CompletionStage<?> written(String key) {
        if (!waiting.containsKey(key)) {
            return writing.containsKey(key) ? turn : CompletableFuture.completedFuture(null);
        }
        // Where nothing can be written, haste only fills the log.
        if (!hurried && !failing) {
            hurried = true;
            try {
                writer.execute(this::write);
            } catch (RejectedExecutionException closing) {
                LOGGER.log(System.Logger.Level.DEBUG, "what waits is written at the end", closing);
            }
        }
        return nextTurn;
    }

    private synchronized @Nullable Change change(String key) {
        Change newer = waiting.get(key);
        Change older = writing.get(key);
        return newer != null && newer.socket == null && !newer.forgotten && older != null
                ? new Change(older.socket, newer.gone, older.forgotten)
                : newer == null ? older : newer;
    }

    private boolean isOver(@Nullable Long gone) {
        return gone != null && gone <= clock.millis() - keep.toMillis();
    }

    /** A turn of the writer, who mostly has nothing to do. What fails is tried again. */
    void write() {
        long now = clock.millis();
        Map<String, Change> batch;
        CompletableFuture<@Nullable Void> done;
        synchronized (this) {
            if (waiting.isEmpty() && now < nextSweep) {
                return;
            }
            batch = waiting;
            writing = batch;
            waiting = new HashMap<>();
            done = nextTurn;
            turn = done;
            nextTurn = new CompletableFuture<>();
            hurried = false;
        }
        boolean written = false;
        try {
            long over = now - keep.toMillis();
            written = database.write(session -> {
                for (var change : batch.entrySet()) {
                    SocketRows.write(session, change.getKey(), change.getValue());
                }
                SocketRows.forget(session, over);
                return true;
            });
            nextSweep = now + SWEEP.toMillis();
        } catch (LogUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "sockets are not remembered right now; it is tried again", e);
        } finally {
            synchronized (this) {
                failing = !written;
                if (!written) {
                    batch.forEach(this::giveBack);
                }
                writing = Map.of();
            }
            done.complete(null);
        }
    }

    @GuardedBy("this")
    private void giveBack(String key, Change older) {
        waiting.merge(
                key,
                older,
                (newer, same) -> newer.socket == null && !newer.forgotten
                        ? new Change(older.socket, newer.gone, older.forgotten)
                        : newer);
    }

    /** Writes what waits. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOGGER.log(System.Logger.Level.WARNING, "the disk holds up what sockets had");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
        database.close();
    }
}
