package dev.carillon.engineio.tomcat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.engineio.FrameBytes;
import dev.carillon.engineio.WebSocketLink;
import dev.carillon.engineio.Wire;
import dev.carillon.stream.tomcat.SocketWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to the socket as they are, and control frames between them.
 *
 * <p>Threading: as {@link Wire}; the connection's thread writes control frames, so there is a lock, which nobody holds while he calls
 * the session.
 */
final class SocketWire implements Wire {

    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PONG = 0x8a;
    private static final int NO_STATUS = 1005;

    private final SocketWriter writer;
    private final WebSocketLink link;

    /** The socket has taken everything that it was given. */
    @GuardedBy("this")
    private boolean free = true;

    /** Frames that were given when a control frame stood in the way. */
    @GuardedBy("this")
    private @Nullable FrameBytes next;

    /** The answer to the last ping, which is all that has to be answered (RFC 6455 §5.5.3). */
    @GuardedBy("this")
    private byte @Nullable [] pong;

    /** The goodbye, behind everything. */
    @GuardedBy("this")
    private byte @Nullable [] goodbye;

    /** The client has broken a rule; it is told which. 0 if it has not. */
    @GuardedBy("this")
    private int violation;

    @GuardedBy("this")
    private boolean ended;

    SocketWire(SocketWriter writer, WebSocketLink link) {
        this.writer = writer;
        this.link = link;
    }

    @Override
    public synchronized boolean write(FrameBytes frames) {
        if (ended) {
            return false;
        }
        if (free) {
            put(frames);
        } else {
            next = frames.kept();
        }
        return free;
    }

    @Override
    public synchronized boolean drain() {
        return free && !ended;
    }

    /** The socket takes bytes again. */
    synchronized void proceed() {
        try {
            free = writer.drain();
        } catch (IOException | RuntimeException e) {
            broke();
        }
        FrameBytes waiting = next;
        if (free && waiting != null) {
            next = null;
            put(waiting);
        }
        byte[] answer = pong;
        if (free && answer != null) {
            pong = null;
            put(FrameBytes.of(answer));
        }
        byte[] last = goodbye;
        if (free && last != null) {
            goodbye = null;
            put(FrameBytes.of(last));
        }
    }

    synchronized void pong(byte[] payload) {
        byte[] frame = control(FINAL_PONG, payload);
        if (ended) {
            return;
        }
        if (free) {
            put(FrameBytes.of(frame));
        } else {
            pong = frame;
        }
    }

    /** The client has broken a rule: whatever closes the connection does it with this code. */
    synchronized void violated(int code) {
        violation = code;
    }

    @Override
    public synchronized void end(int code) {
        if (ended) {
            return;
        }
        ended = true;
        int told = violation == 0 ? code : violation;
        byte[] payload = told == NO_STATUS
                ? new byte[0]
                : ByteBuffer.allocate(2).putShort((short) told).array();
        byte[] frame = control(FINAL_CLOSE, payload);
        if (free) {
            put(FrameBytes.of(frame));
        } else {
            goodbye = frame;
        }
    }

    /** Whether goodbye was said. */
    synchronized boolean isEnded() {
        return ended;
    }

    @Override
    public synchronized void cut() {
        ended = true;
        writer.close();
    }

    @GuardedBy("this")
    private void put(FrameBytes frames) {
        try {
            free = writer.write(frames.array(), frames.length(), frames.direct());
        } catch (IOException | RuntimeException e) {
            broke();
        }
    }

    /** Told later, because whoever writes has the session's lock. */
    @GuardedBy("this")
    private void broke() {
        free = false;
        ended = true;
        next = null;
        link.broke();
    }

    private static byte[] control(int first, byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) first)
                .put((byte) payload.length)
                .put(payload)
                .array();
    }
}
