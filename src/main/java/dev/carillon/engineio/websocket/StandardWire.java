package dev.carillon.engineio.websocket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.engineio.CloseCodes;
import dev.carillon.engineio.FrameBytes;
import dev.carillon.engineio.WebSocketLink;
import dev.carillon.engineio.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends message by message: the container takes the next one when it has written the one before. So what waits here is one chunk at
 * most, and a slow client holds up nobody.
 *
 * <p>Threading: as {@link Wire}; the container's threads tell that a message is sent, maybe before the call that sends it has returned.
 * Closing may wait for the client, so other threads do it.
 */
final class StandardWire implements Wire {

    private static final System.Logger LOGGER = System.getLogger(StandardWire.class.getName());

    @SuppressWarnings("ArrayRecordComponent") // A chunk that others have too. Nobody compares it.
    private record Message(boolean isText, byte[] array, int offset, int length) {}

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final WebSocketLink link;
    private final Executor patient;

    @GuardedBy("this")
    private final ArrayDeque<Message> waiting = new ArrayDeque<>(2);

    /** A message is with the container. */
    @GuardedBy("this")
    private boolean sending;

    /** Somebody was told that the wire takes no more. */
    @GuardedBy("this")
    private boolean blocked;

    /** Somebody sends, in a loop; who finds that leaves it to him. */
    @GuardedBy("this")
    private boolean pumping;

    /** How it is to be closed once all is sent. */
    @GuardedBy("this")
    private @Nullable Integer closing;

    /** Why it ends, if the client has broken a rule. */
    @GuardedBy("this")
    private @Nullable Integer refusal;

    /** {@code patient} runs what may wait for the client. */
    StandardWire(Session session, WebSocketLink link, Executor patient) {
        this.session = session;
        this.patient = patient;
        this.remote = session.getAsyncRemote();
        this.link = link;
    }

    @Override
    public boolean write(FrameBytes frames) {
        synchronized (this) {
            frames.forEach((isText, array, offset, length) -> add(new Message(isText, array, offset, length)));
        }
        pump();
        return drain();
    }

    private synchronized void add(Message message) {
        waiting.add(message);
    }

    @Override
    public synchronized boolean drain() {
        blocked = sending || !waiting.isEmpty();
        return !blocked;
    }

    @Override
    public void end(int code) {
        synchronized (this) {
            closing = code;
        }
        pump();
    }

    @Override
    public void cut() {
        synchronized (this) {
            waiting.clear();
        }
        close(CloseCodes.GOING_AWAY);
    }

    /** The client has broken a rule, which this code tells. */
    void refuse(int code) {
        synchronized (this) {
            refusal = code;
        }
        link.violated();
        close(code);
    }

    /** Sends what can be sent. A container may tell at once that a message is sent, so this is a loop and no recursion. */
    private void pump() {
        synchronized (this) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        Message next = next();
        while (next != null) {
            send(next);
            next = next();
        }
    }

    /** The next message to be sent; null, and the pump stands, if there is none or one is being sent. */
    private @Nullable Message next() {
        Integer code;
        synchronized (this) {
            if (!sending && !waiting.isEmpty()) {
                sending = true;
                return waiting.poll();
            }
            pumping = false;
            code = sending ? null : closing;
            if (code != null) {
                closing = null;
            }
        }
        if (code != null) {
            close(code);
        }
        return null;
    }

    private void send(Message message) {
        try {
            if (message.isText) {
                String text = new String(message.array, message.offset, message.length, StandardCharsets.UTF_8);
                remote.sendText(text, result -> sent(result.getException()));
            } else {
                ByteBuffer bytes = ByteBuffer.wrap(message.array, message.offset, message.length);
                remote.sendBinary(bytes.slice(), result -> sent(result.getException()));
            }
        } catch (RuntimeException e) {
            sent(e);
        }
    }

    /** The container has sent a message, or failed to. */
    private void sent(@Nullable Throwable failure) {
        boolean told;
        synchronized (this) {
            sending = false;
            if (failure != null) {
                waiting.clear();
            }
            told = failure == null && blocked && waiting.isEmpty();
            blocked = blocked && !told;
        }
        if (failure != null) {
            LOGGER.log(System.Logger.Level.DEBUG, "a message was not sent", failure);
            close(CloseCodes.GOING_AWAY);
            return;
        }
        pump();
        if (told) {
            link.writable();
        }
    }

    private void close(int code) {
        try {
            patient.execute(() -> closeNow(code));
        } catch (RejectedExecutionException stopped) {
            LOGGER.log(System.Logger.Level.DEBUG, "a WebSocket ends with its server", stopped);
        }
    }

    private void closeNow(int usual) {
        int code;
        synchronized (this) {
            code = refusal == null ? usual : refusal;
        }
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), ""));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a WebSocket was not closed", e);
        }
        link.gone(dev.carillon.hub.CloseReason.CLIENT_GONE);
    }
}
