package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way in of one session: its listener is told one thing at a time, of the end last.
 *
 * <p>Threading: any thread. Who brings something waits for his turn; a client that keeps the protocol never has two threads here. Who
 * tells of the end does not wait: whoever has the turn does it for him.
 */
final class Intake {

    private static final System.Logger LOGGER = System.getLogger(Intake.class.getName());

    private final EngineSession session;
    private final ReentrantLock turn = new ReentrantLock();

    /** Written by whoever has the turn. */
    private volatile @Nullable SessionListener listener;

    /** To be told. */
    private volatile @Nullable CloseReason end;

    Intake(EngineSession session) {
        this.session = session;
    }

    /** What comes waits until there is a listener. */
    void begin(Supplier<SessionListener> acceptor) {
        turn.lock();
        try {
            listener = acceptor.get();
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            turn.unlock();
        }
        tellEnd();
    }

    /** Takes the body of a POST. */
    void payload(byte[] body, Answer answer) {
        turn.lock();
        try {
            boolean[] answered = {false};
            Payload.read(body, packet -> {
                answered[0] = isClose(packet);
                if (answered[0]) {
                    session.closedByClient(answer);
                }
                return !answered[0] && take(packet);
            });
            if (!answered[0]) {
                answer.ok();
            }
        } catch (MalformedPacketException e) {
            session.close(CloseReason.CLIENT_SENT_DATA);
            answer.refuse(EngineError.badRequest(e.getMessage() + " The session has been closed."));
        } finally {
            turn.unlock();
        }
        tellEnd();
    }

    /** Takes a packet of a WebSocket. */
    void text(String encoded) {
        turn.lock();
        try {
            Packet packet = Packet.of(encoded);
            if (isClose(packet)) {
                session.closedByClient(null);
            } else {
                take(packet);
            }
        } catch (MalformedPacketException e) {
            LOGGER.log(System.Logger.Level.DEBUG, e.getMessage());
            session.close(CloseReason.CLIENT_SENT_DATA);
        } finally {
            turn.unlock();
        }
        tellEnd();
    }

    /** Takes a message of bytes. */
    void message(byte[] data) {
        turn.lock();
        try {
            SessionListener told = listener;
            if (session.heard(false) && told != null) {
                told.binary(data);
            }
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            turn.unlock();
        }
        tellEnd();
    }

    /** The session has ended. */
    void end(CloseReason reason) {
        end = reason;
        tellEnd();
    }

    private static boolean isClose(Packet packet) {
        return packet instanceof Packet.Text text && text.type() == PacketType.CLOSE;
    }

    /** Whether the session goes on. */
    private boolean take(Packet packet) throws MalformedPacketException {
        boolean isPong = packet instanceof Packet.Text text && text.type() == PacketType.PONG;
        SessionListener told = listener;
        if (!session.heard(isPong) || told == null) {
            return false;
        }
        if (packet instanceof Packet.Text text && text.type() == PacketType.PING) {
            throw new MalformedPacketException("In revision 4 it is the server that sends pings.");
        }
        try {
            if (packet instanceof Packet.Binary binary) {
                told.binary(binary.data());
            } else if (packet instanceof Packet.Text text && text.type() == PacketType.MESSAGE) {
                told.text(text.data());
            }
        } catch (RuntimeException e) {
            failed(e);
        }
        return true;
    }

    private void failed(RuntimeException cause) {
        LOGGER.log(System.Logger.Level.WARNING, "a session ends because its listener failed", cause);
        session.close(CloseReason.APPLICATION);
    }

    private void tellEnd() {
        while (end != null && listener != null && turn.tryLock()) {
            try {
                CloseReason reason = end;
                SessionListener told = listener;
                end = null;
                if (reason != null && told != null) {
                    told.closed(reason);
                }
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "a listener failed at the end of its session", e);
            } finally {
                turn.unlock();
            }
        }
    }
}
