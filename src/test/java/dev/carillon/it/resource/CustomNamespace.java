package dev.carillon.it.resource;

import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;

/** Deployed with the WAR: serves {@code /custom} as the test suite of the protocol asks for it. */
@Namespace("/custom")
public class CustomNamespace {

    @OnConnect
    public void connected(Socket socket, Auth auth) {
        socket.emit("auth", auth.data());
    }

    @OnEvent("message")
    public void message(Socket socket, Arguments arguments) {
        socket.emit("message-back", arguments.values().toArray());
    }

    @OnEvent("message-with-ack")
    public Arguments messageWithAck(Arguments arguments) {
        return arguments;
    }
}
