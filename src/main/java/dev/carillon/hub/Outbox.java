package dev.carillon.hub;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    /** What is worth one write. */
    private static final int MAX_JOINED = 64 << 10;

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

    /** What waits longest, with what follows it in one piece: a sink that takes one thing at a time, as a poll does, is done sooner. */
    @Nullable
    Send poll() {
        Send first = waiting.poll();
        if (first == null) {
            return null;
        }
        List<Send> joined = new ArrayList<>(List.of(first));
        int length = first.chunk.length();
        Send next = waiting.peek();
        while (next != null && length + next.chunk.length() <= MAX_JOINED) {
            joined.add(waiting.remove());
            length += next.chunk.length();
            next = waiting.peek();
        }
        bytes -= length;
        return joined.size() == 1 ? first : join(joined, length);
    }

    private static Send join(List<Send> sends, int length) {
        ByteBuffer joined = ByteBuffer.allocate(length);
        CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
        CompletionStage<@Nullable Void> whenTaken = taken;
        for (Send send : sends) {
            joined.put(send.chunk.array(), 0, send.chunk.length());
            whenTaken.whenComplete((done, failure) -> {
                if (failure == null) {
                    send.taken.complete(null);
                } else {
                    send.taken.completeExceptionally(failure);
                }
            });
        }
        return new Send(Chunk.of(joined.array()), taken);
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
