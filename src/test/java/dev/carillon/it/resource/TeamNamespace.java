package dev.carillon.it.resource;

import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.Namespaces;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletionStage;

/** Deployed with the WAR: namespaces of which nobody knows how many there are. */
@Namespace(pattern = "/team-[0-9]+")
public class TeamNamespace {

    private final Namespaces namespaces;

    @Inject
    public TeamNamespace(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @OnConnect
    public void connected(Socket socket) {
        socket.emit("welcome", socket.namespace());
    }

    @OnEvent("tell-all")
    public CompletionStage<?> tellAll(Socket socket, JsonValue told) {
        return namespaces.of(socket.namespace()).emit("told", told).thenApply(done -> "told");
    }
}
