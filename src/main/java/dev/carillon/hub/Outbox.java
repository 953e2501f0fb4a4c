package dev.carillon.hub;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one blocked sink beside the feeds: what is meant for this connection alone. A connection has one only while
 * something waits, for most never have.
 *
 * <p>Threading: its shard's alone.
 */
final class Outbox {

    /** What may wait, unless it must not be refused. */
    static final int MAX_BYTES = 256 << 10;

    /** {@code taken} completes on an I/O thread, when the sink has taken the chunk. */
    record Send(Chunk chunk, CompletableFuture<@Nullable Void> taken) {}

    private final IoTasks io;
    private final ArrayDeque<Send> waiting = new ArrayDeque<>(2);
    private @Nullable CompletableFuture<@Nullable Void> taking;
    private int bytes;

    Outbox(IoTasks io) {
        this.io = io;
    }

    /** Bytes that wait. */
    int bytes() {
        return bytes;
    }

    void add(Send send) {
        waiting.add(send);
        bytes += send.chunk.length();
    }

    @Nullable
    Send poll() {
        Send send = waiting.poll();
        if (send != null) {
            bytes -= send.chunk.length();
        }
        return send;
    }

    /** The sink has this one, and was blocked by it. */
    void taking(Send send) {
        taking = send.taken;
    }

    /** The sink has taken the one that blocked it. */
    void taken() {
        if (taking != null) {
            io.complete(taking);
            taking = null;
        }
    }

    void fail(CloseReason reason) {
        if (taking != null) {
            io.fail(taking, new ConnectionEndedException(reason));
        }
        waiting.forEach(send -> io.fail(send.taken, new ConnectionEndedException(reason)));
    }
}
