package dev.carillon.socketio;

import jakarta.json.JsonObject;

/** As the conformance suite of the protocol wants it. */
public abstract class Echo {

    @OnConnect
    void connected(Socket socket, Auth auth) {
        JsonObject data = auth.data();
        socket.emit("auth", data);
    }

    @OnEvent("message")
    void message(Socket socket, Arguments args) {
        socket.emit("message-back", args.values().toArray());
    }

    @OnEvent("message-with-ack")
    Arguments messageWithAck(Arguments args) {
        return args;
    }

    /** Of the namespace {@code /}. */
    @Namespace("/")
    public static final class Main extends Echo {}

    /** Of the namespace {@code /custom}. */
    @Namespace("/custom")
    public static final class Custom extends Echo {}
}
