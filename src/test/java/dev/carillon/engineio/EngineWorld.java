package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import dev.carillon.security.Caller;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Grants;
import dev.carillon.security.ManualScheduler;
import dev.carillon.security.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sessions without a network, whose time passes when the test says so. Each has a listener that keeps what it is told. */
final class EngineWorld implements SessionAcceptor {

    static final EngineSettings SETTINGS =
            new EngineSettings(Duration.ofMillis(300), Duration.ofMillis(200), 1_000, Duration.ofSeconds(1));

    final ManualScheduler scheduler = new ManualScheduler(Instant.EPOCH);
    final ConnectionLimits limits = new ConnectionLimits(100, 100);
    final List<Listener> listeners = new ArrayList<>();
    final Sessions sessions;

    /** Sends back whatever comes, if the test wants that. */
    boolean echoes = true;

    EngineWorld() {
        this(SETTINGS);
    }

    EngineWorld(EngineSettings settings) {
        sessions = new Sessions(
                settings,
                this,
                limits,
                () -> {},
                scheduler,
                () -> Duration.between(Instant.EPOCH, scheduler.instant()).toNanos(),
                new Random(1));
    }

    @Override
    public SessionListener open(Session session) {
        Listener listener = new Listener(session);
        listeners.add(listener);
        return listener;
    }

    EngineSession create() {
        return sessions.create(handshake());
    }

    /** A session that is polled. */
    EngineSession polled() {
        EngineSession session = create();
        session.open();
        return session;
    }

    /** What its listener was told. */
    List<String> told() {
        return listeners.get(listeners.size() - 1).told;
    }

    static Handshake handshake() {
        return new Handshake(
                Caller.anonymous(Grants.NONE),
                new Origin("", "192.0.2.1"),
                "EIO=4&transport=polling",
                Map.of(),
                Instant.EPOCH);
    }

    static FakeAnswer poll(EngineSession session) {
        FakeAnswer answer = new FakeAnswer();
        session.polling().poll(answer);
        return answer;
    }

    static FakeAnswer post(EngineSession session, String body) {
        FakeAnswer answer = new FakeAnswer();
        session.polling().post(body.getBytes(StandardCharsets.UTF_8), answer);
        return answer;
    }

    /** A WebSocket for a session that is polled. */
    FakeSocket upgrading(EngineSession session) {
        return new FakeSocket(sessions, session, true);
    }

    FakeSocket socket() {
        return new FakeSocket(sessions, create(), false);
    }

    void pass(int millis) {
        scheduler.pass(Duration.ofMillis(millis));
    }

    final class Listener implements SessionListener {

        final Session session;
        final List<String> told = new ArrayList<>();

        Listener(Session session) {
            this.session = session;
        }

        @Override
        public void text(String message) {
            told.add(message);
            if (echoes) {
                session.send(Frames.text("4" + message));
            }
        }

        @Override
        public void binary(byte[] message) {
            told.add(message.length + " bytes");
            if (echoes) {
                session.send(Frames.binary(message));
            }
        }

        @Override
        public void closed(CloseReason reason) {
            told.add("closed " + reason.slug());
        }
    }

    /** What became of a request. */
    static final class FakeAnswer implements Answer {

        @Nullable
        String body;

        int status;

        @Override
        public void packets(List<FrameBytes> frames) {
            settle(200, new String(Payload.of(frames), StandardCharsets.UTF_8));
        }

        @Override
        public void ok() {
            settle(200, "ok");
        }

        @Override
        public void refuse(EngineError error) {
            settle(error.status(), "error " + error.code());
        }

        boolean isThere() {
            return body != null;
        }

        private void settle(int newStatus, String newBody) {
            if (body != null) {
                throw new AssertionError("answered twice: " + body + ", " + newBody);
            }
            status = newStatus;
            body = newBody;
        }
    }

    /** The client's end of a WebSocket, and the wire to it. */
    static final class FakeSocket implements Wire {

        final WebSocketLink link;
        final List<String> received = new ArrayList<>();
        boolean takes = true;
        boolean cut;
        int closeCode;

        FakeSocket(Sessions sessions, EngineSession session, boolean isUpgrade) {
            link = new WebSocketLink(sessions, session, isUpgrade);
            link.opened(this);
        }

        void send(String packet) {
            link.text(packet);
        }

        /** The client reads again. */
        void read() {
            takes = true;
            link.writable();
        }

        @Override
        public boolean write(FrameBytes frames) {
            if (closeCode != 0 || cut) {
                throw new AssertionError("written after its end");
            }
            frames.forEach((isText, array, offset, length) -> received.add(
                    isText ? new String(array, offset, length, StandardCharsets.UTF_8) : length + " bytes"));
            return takes;
        }

        @Override
        public boolean drain() {
            return takes;
        }

        @Override
        public void end(int code) {
            closeCode = code;
        }

        @Override
        public void cut() {
            cut = true;
        }
    }
}
