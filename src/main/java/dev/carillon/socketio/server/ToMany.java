package dev.carillon.socketio.server;

import dev.carillon.event.Event;
import dev.carillon.socketio.Broadcast;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.convert.ToJson;
import dev.carillon.socketio.packet.PacketDecoder;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** @param durable whether it is kept for those who come back */
record ToMany(SocketServer server, String namespace, Audience audience, boolean durable) implements Broadcast {

    private static final System.Logger LOGGER = System.getLogger(ToMany.class.getName());

    ToMany(SocketServer server, String namespace, boolean durable) {
        this(server, namespace, Audience.EVERYBODY, durable);
    }

    @Override
    public Broadcast to(String room) {
        return to(audience.to(room));
    }

    @Override
    public Broadcast except(String room) {
        return to(audience.exceptRoom(room));
    }

    @Override
    public Broadcast except(Socket socket) {
        return to(audience.exceptSockets(Set.of(socket.id())));
    }

    private Broadcast to(Audience other) {
        return new ToMany(server, namespace, other, durable);
    }

    @Override
    public Broadcast asVolatile() {
        return new ToMany(server, namespace, audience, false);
    }

    @Override
    public CompletionStage<?> emit(String event, @Nullable Object... args) {
        refuseReserved(event);
        Surroundings world = server.surroundings();
        Event said = Said.of(event, ToJson.array(args))
                .event(namespace, server.now(namespace, audience), world.clock().instant());
        CompletionStage<?> sending = world.hub()
                .publish(durable ? said : said.asVolatile())
                .whenComplete((id, failure) -> {
                    if (failure != null) {
                        LOGGER.log(
                                System.Logger.Level.WARNING,
                                "not sent namespace=" + namespace + " event=" + event,
                                failure);
                    }
                });
        server.outgoing().add(namespace, audience.exceptRooms(), sending);
        return sending;
    }

    static void refuseReserved(String event) {
        if (PacketDecoder.isReserved(event)) {
            throw new IllegalArgumentException("the name of an event is reserved: " + event);
        }
    }
}
