package dev.carillon.socketio.server;

import dev.carillon.socketio.packet.Encoded;
import dev.carillon.socketio.packet.Packet;
import jakarta.json.JsonArray;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an event that a client sends: its bean handles it, and it is acknowledged. If the socket has changed by that, it is when
 * the change is written: a client that comes back after the server was killed has what was acknowledged.
 *
 * <p>Threading: the socket's mailbox calls; the bean may answer on any thread.
 */
final class Handling {

    private final SocketServer server;
    private final Served served;
    private final ClientSocket socket;

    Handling(SocketServer server, Served served, ClientSocket socket) {
        this.server = server;
        this.served = served;
        this.socket = socket;
    }

    /** {@code done} is run when it has been handled, whatever came of it. */
    void handle(Packet.Event event, Runnable done) {
        CompletionStage<JsonArray> answer;
        try {
            answer = served.behaviour.event(socket, event.name(), event.args());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        answer.handle((ack, failure) -> acknowledge(event.id(), ack, failure))
                .thenCompose(sent -> sent)
                .whenComplete((sent, failure) -> done.run());
    }

    private CompletionStage<?> acknowledge(@Nullable Long event, @Nullable JsonArray ack, @Nullable Throwable failure) {
        JsonArray args = ack;
        if (failure != null || args == null) {
            // Also if nobody wants to know: what is our fault is logged by that.
            args = refusal(failure == null ? new IllegalStateException("no acknowledgement") : failure);
        }
        if (event == null) {
            return CompletableFuture.completedFuture(null);
        }
        byte[] frames;
        try {
            frames = Encoded.of(new Packet.Ack(served.name, event, args)).frames();
        } catch (IllegalArgumentException unfit) {
            frames = Encoded.of(new Packet.Ack(served.name, event, refusal(unfit)))
                    .frames();
        }
        return send(frames);
    }

    private CompletionStage<?> send(byte[] frames) {
        CompletionStage<?> written = socket.memory().written();
        if (written.toCompletableFuture().isDone()) {
            socket.line().send(frames);
            return written;
        }
        // Not on the thread that writes.
        return written.whenCompleteAsync(
                (done, never) -> socket.line().send(frames),
                server.surroundings().threads());
    }

    private JsonArray refusal(Throwable failure) {
        return Failure.ofEvent(failure, server.surroundings().refusals(), served.name);
    }
}
