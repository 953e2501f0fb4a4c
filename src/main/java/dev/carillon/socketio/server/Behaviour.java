package dev.carillon.socketio.server;

import dev.carillon.socketio.Auth;
import dev.carillon.socketio.ChannelEvents;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.Socket;
import jakarta.json.JsonArray;
import java.util.concurrent.CompletionStage;

/**
 * What a namespace does.
 *
 * <p>Threading: as {@link dev.carillon.socketio.Namespace} says. Whatever is thrown is a failure as that of the stage.
 */
public interface Behaviour {

    /** Fails if the client may not use the namespace. */
    CompletionStage<?> connect(Socket socket, Auth auth);

    /** Completes with the acknowledgement. */
    CompletionStage<JsonArray> event(Socket socket, String name, JsonArray args);

    void disconnect(Socket socket, DisconnectReason reason);

    /** What events of channels look like. */
    ChannelEvents channelEvents();

    boolean recovers();

    /** Whether {@code auth.token} cannot be anything else than a token of Carillon. */
    boolean takesOnlyOurTokens();
}
