package dev.carillon.it.resource;

import dev.carillon.security.Caller;
import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.Namespaces;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnDisconnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.RefusedException;
import dev.carillon.socketio.Socket;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Deployed with the WAR: everything that a client of Socket.IO may want to try. */
@Namespace(value = ConformanceNamespace.NAME, recovery = true)
public class ConformanceNamespace {

    static final String NAME = "/conformance";

    /** Those who want to know who leaves. */
    private static final String WATCHERS = "watchers";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    private final Namespaces namespaces;

    @Inject
    public ConformanceNamespace(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @OnConnect
    public void connected(Socket socket, Auth auth, Caller caller) {
        if (!auth.text("refuse").isEmpty()) {
            throw new RefusedException(
                    auth.text("refuse"),
                    Json.createObjectBuilder().add("code", 7).build());
        }
        socket.emit("welcome", Map.of("subject", caller.subject(), "recovered", socket.isRecovered()));
    }

    @OnDisconnect
    public void disconnected(Socket socket, DisconnectReason reason) {
        namespaces.of(NAME).to(WATCHERS).emit("left", socket.id(), reason);
    }

    // --- events and acknowledgements ---

    @OnEvent("echo")
    public Arguments echo(Socket socket, Arguments arguments) {
        socket.emit("echo", arguments.values().toArray());
        return arguments;
    }

    @OnEvent("reverse")
    public byte[] reverse(byte[] bytes) {
        List<Byte> reversed = new ArrayList<>();
        for (byte one : bytes) {
            reversed.add(one);
        }
        Collections.reverse(reversed);
        byte[] answer = new byte[bytes.length];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = reversed.get(i);
        }
        return answer;
    }

    @OnEvent("nothing")
    public void nothing() {}

    @OnEvent("never")
    public CompletionStage<String> never() {
        return new CompletableFuture<>();
    }

    @OnEvent("fail")
    public void fail() {
        throw new RefusedException("as the test wants it", Json.createValue(7));
    }

    /** Asks back, and answers what it is answered. */
    @OnEvent("ask")
    public CompletionStage<Arguments> ask(Socket socket, JsonValue question) {
        return socket.emitWithAck(PATIENCE, "question", question);
    }

    @OnEvent("ask-in-vain")
    public CompletionStage<String> askInVain(Socket socket) {
        return socket.emitWithAck(IMPATIENCE, "silence")
                .handle((answer, failure) ->
                        failure == null ? "answered" : failure.getClass().getSimpleName());
    }

    // --- many ---

    @OnEvent("join")
    public Set<String> join(Socket socket, String room) {
        socket.join(room);
        return socket.rooms();
    }

    @OnEvent("leave")
    public Set<String> leave(Socket socket, String room) {
        socket.leave(room);
        return socket.rooms();
    }

    @OnEvent("rooms")
    public Set<String> rooms(Socket socket) {
        return socket.rooms();
    }

    @OnEvent("tell-all")
    public CompletionStage<?> tellAll(JsonValue told) {
        return namespaces.of(NAME).emit("told", told).thenApply(done -> "told");
    }

    @OnEvent("tell-others")
    public CompletionStage<?> tellOthers(Socket socket, JsonValue told) {
        return socket.broadcast().emit("told", told).thenApply(done -> "told");
    }

    @OnEvent("tell-room")
    public CompletionStage<?> tellRoom(String room, JsonValue told) {
        return namespaces.of(NAME).to(room).emit("told", told).thenApply(done -> "told");
    }

    @OnEvent("tell-others-in-room")
    public CompletionStage<?> tellOthersInRoom(Socket socket, String room, JsonValue told) {
        return socket.to(room).emit("told", told).thenApply(done -> "told");
    }

    @OnEvent("tell-all-volatile")
    public CompletionStage<?> tellAllVolatile(JsonValue told) {
        return namespaces.of(NAME).asVolatile().emit("told", told).thenApply(done -> "told");
    }

    @OnEvent("tell-me-volatile")
    public void tellMeVolatile(Socket socket, JsonValue told) {
        socket.emitVolatile("told", told);
    }

    // --- what is remembered, and the end ---

    @OnEvent("remember")
    public void remember(Socket socket, JsonValue value) {
        socket.attribute("remembered", value);
    }

    @OnEvent("remembered")
    public JsonValue remembered(Socket socket) {
        return socket.attributes().getOrDefault("remembered", JsonValue.NULL);
    }

    @OnEvent("send-me-away")
    public void sendAway(Socket socket) {
        socket.disconnect();
    }
}
