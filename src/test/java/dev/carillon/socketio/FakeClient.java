package dev.carillon.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engineio.SessionListener;
import dev.carillon.hub.CloseReason;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What a client of Socket.IO sends and sees, as text of packets. */
public final class FakeClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeSession session;
    private final SessionListener server;

    FakeClient(FakeSession session, SessionListener server) {
        this.session = session;
        this.server = server;
    }

    public FakeSession session() {
        return session;
    }

    /** A packet, and its attachments. */
    public void send(String packet, byte[]... attachments) {
        server.text(packet);
        for (byte[] bytes : attachments) {
            server.binary(bytes);
        }
    }

    public void sendBytes(byte[] bytes) {
        server.binary(bytes);
    }

    /** The next message, without the type of Engine.IO. */
    public String text() {
        Object message = message();
        assertThat(message).isInstanceOf(String.class);
        String text = (String) message;
        assertThat(text).startsWith("4");
        return text.substring(1);
    }

    public byte[] bytes() {
        Object message = message();
        assertThat(message).isInstanceOf(byte[].class);
        return (byte[]) message;
    }

    private Object message() {
        try {
            Object message = session.received().poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(message).as("nothing came").isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever has come until now. */
    public List<Object> rest() {
        List<Object> rest = new ArrayList<>();
        session.received().drainTo(rest);
        return rest;
    }

    /** Connects to a namespace; what the server says to that. */
    public JsonObject connect(String namespace, String auth) {
        boolean main = namespace.equals("/");
        String begin = main ? "0" : "0" + namespace + ',';
        send(begin + auth);
        String answer = text();
        assertThat(answer).startsWith(begin);
        try (var reader = Json.createReader(new StringReader(answer.substring(begin.length())))) {
            return reader.readObject();
        }
    }

    public JsonObject connect(String namespace) {
        return connect(namespace, "");
    }

    /** Its connection breaks. */
    public void breakDown() {
        session.close(CloseReason.CLIENT_GONE);
    }

    /** Why the server has ended the session. */
    public CloseReason closed() {
        Awaitility.await().atMost(PATIENCE).until(session::isClosed);
        return session.closeReason();
    }
}
