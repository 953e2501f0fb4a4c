package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.engineio.Session;
import dev.carillon.engineio.SessionListener;
import dev.carillon.hub.CloseReason;
import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.packet.Encoded;
import dev.carillon.socketio.packet.MalformedPacketException;
import dev.carillon.socketio.packet.Packet;
import dev.carillon.socketio.packet.PacketDecoder;
import jakarta.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One client, which may use several namespaces on one session.
 *
 * <p>Threading: what it sends comes as {@link SessionListener} says; the rest is called by any thread.
 */
final class Client implements SessionListener {

    private static final System.Logger LOGGER = System.getLogger(Client.class.getName());

    /** Even the smallest event costs as much to hold. */
    private static final int MIN_WEIGHT = 512;

    /** For each namespace that it may have: how often it may have left it before the bean is done with that. */
    private static final int LEFT = 4;

    private static final String CONNECTED = "CONNECT to a namespace that is connected";

    private final Session session;
    private final SocketServer server;
    private final PacketDecoder decoder;
    private final Subjects subjects;

    /** Of what waits to be handled, and of what is being handled. */
    private final AtomicLong waiting = new AtomicLong();

    /** Sockets whose beans are not done with them: they are asked, or the socket is there, or they are told of its end. */
    private final AtomicInteger unfinished = new AtomicInteger();

    @GuardedBy("this")
    private final Map<String, ClientSocket> sockets = new HashMap<>(2);

    /** Namespaces that we have ended: what their client has sent before it knew is no error. */
    @GuardedBy("this")
    private final Set<String> ended = new HashSet<>(2);

    /** Those that we have ended, and what they were sent before is not written yet. */
    @GuardedBy("this")
    private final Set<ClientSocket> leaving = new HashSet<>(0);

    @GuardedBy("this")
    private boolean closed;

    private volatile @Nullable Future<?> connectTimeout;

    private Client(Session session, SocketServer server) {
        this.session = session;
        this.server = server;
        this.subjects = new Subjects(
                server.surroundings().connections(),
                session.handshake().origin().subject());
        this.decoder = new PacketDecoder(server.settings().packets());
    }

    static Client of(Session session, SocketServer server) {
        Client client = new Client(session, server);
        client.connectTimeout = server.surroundings()
                .scheduler()
                .schedule(
                        client::requireSocket,
                        server.settings().connectTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
        return client;
    }

    private void requireSocket() {
        boolean none;
        synchronized (this) {
            none = sockets.values().stream().noneMatch(ClientSocket::isConnected);
        }
        if (none) {
            session.close(CloseReason.APPLICATION);
        }
    }

    Session session() {
        return session;
    }

    Subjects subjects() {
        return subjects;
    }

    // --- what it sends ---

    @Override
    public void text(String message) {
        try {
            take(decoder.text(message));
        } catch (MalformedPacketException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void binary(byte[] message) {
        try {
            take(decoder.binary(message));
        } catch (MalformedPacketException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void take(Optional<Packet> packet) {
        packet.ifPresent(this::take);
    }

    private void take(Packet packet) {
        if (packet instanceof Packet.Connect connect) {
            connect(connect);
            return;
        }
        ClientSocket socket;
        boolean known;
        synchronized (this) {
            socket = sockets.get(packet.namespace());
            known = ended.contains(packet.namespace());
        }
        if (socket == null) {
            if (!known || packet instanceof Packet.ConnectError) {
                refuse("a packet for a namespace that is not connected");
            }
        } else if (packet instanceof Packet.Event event && socket.isConnected()) {
            handle(socket, event);
        } else if (packet instanceof Packet.Ack ack && socket.isConnected()) {
            if (ack.id() != null) {
                socket.acknowledged(ack.id(), new Arguments(ack.args()));
            }
        } else if (packet instanceof Packet.Disconnect) {
            socket.leftByClient();
        } else {
            refuse("a packet for a namespace that is not connected yet, or that a client does not send");
        }
    }

    private void connect(Packet.Connect packet) {
        String name = packet.namespace();
        Served served = server.take(name);
        if (served == null) {
            error(name, "Invalid namespace");
            return;
        }
        if (unfinished.incrementAndGet() > (1 + LEFT) * server.settings().maxNamespaces()) {
            isOver(served);
            refuse("more comings and goings than are handled");
            return;
        }
        ClientSocket socket = new ClientSocket(this, server, served);
        String refusal = enter(socket);
        if (refusal == null) {
            socket.begin(packet.data());
            return;
        }
        isOver(served);
        if (refusal.equals(CONNECTED)) {
            refuse(refusal);
        } else {
            error(name, refusal);
        }
    }

    private synchronized @Nullable String enter(ClientSocket socket) {
        if (closed || sockets.containsKey(socket.namespace())) {
            return CONNECTED;
        }
        if (sockets.size() >= server.settings().maxNamespaces()) {
            return "Too many namespaces";
        }
        sockets.put(socket.namespace(), socket);
        ended.remove(socket.namespace());
        return null;
    }

    /** The bean is done with a socket, or was never asked. */
    void isOver(Served served) {
        unfinished.decrementAndGet();
        server.giveBack(served);
    }

    /** More than this is not held for a client that sends faster than it is served. */
    private void handle(ClientSocket socket, Packet.Event event) {
        long weighs = Math.max(decoder.weight(), MIN_WEIGHT);
        if (waiting.addAndGet(weighs) > server.settings().maxWaiting()) {
            refuse("more events than are handled");
            return;
        }
        socket.handle(event, () -> waiting.addAndGet(-weighs));
    }

    private void error(String namespace, String message) {
        server.stats().connectRefused();
        var data = Json.createObjectBuilder().add("message", message).build();
        session.send(Encoded.of(new Packet.ConnectError(namespace, data)).frames());
    }

    private void refuse(String finding) {
        server.stats().packetRefused();
        LOGGER.log(System.Logger.Level.DEBUG, "session={0} ends: {1}", session.id(), finding);
        session.close(CloseReason.CLIENT_SENT_DATA);
    }

    @Override
    public void closed(CloseReason reason) {
        List<ClientSocket> left;
        List<ClientSocket> leftBefore;
        synchronized (this) {
            closed = true;
            left = List.copyOf(sockets.values());
            sockets.clear();
            leftBefore = List.copyOf(leaving);
            leaving.clear();
        }
        stopWaiting();
        left.forEach(socket -> socket.lost());
        leftBefore.forEach(socket -> socket.line().leave(Listening::gone));
    }

    // --- for its sockets ---

    /** One is connected, so the client may stay. */
    void stopWaiting() {
        Future<?> timeout = connectTimeout;
        if (timeout != null) {
            timeout.cancel(false);
            connectTimeout = null;
        }
    }

    /**
     * One is about to leave that we have ended.
     *
     * @return false if its client does not read, since more do than it could have, or is gone
     */
    synchronized boolean leaves(ClientSocket socket) {
        leaving.add(socket);
        return !closed && leaving.size() <= 2 * server.settings().maxNamespaces();
    }

    synchronized void hasLeft(ClientSocket socket) {
        leaving.remove(socket);
    }

    synchronized void remove(ClientSocket socket, boolean byServer) {
        if (sockets.remove(socket.namespace(), socket)
                && byServer
                && ended.size() < server.settings().maxNamespaces()) {
            ended.add(socket.namespace());
        }
    }
}
