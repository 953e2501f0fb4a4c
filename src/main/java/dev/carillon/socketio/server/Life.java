package dev.carillon.socketio.server;

import dev.carillon.event.HubDrainingException;
import dev.carillon.event.HubException;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.ConnectionEndedException;
import dev.carillon.hub.Peer;
import dev.carillon.hub.Start;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.packet.Encoded;
import dev.carillon.socketio.packet.Packet;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a socket is let in, or not, and how it goes. A bean that has let it in is told of its end, whatever happens in between.
 *
 * <p>Threading: it is let in by its mailbox; its end may come from any thread at any time.
 */
final class Life {

    /** What administrators call the way to a client; which transport it is at the moment, its session knows. */
    private static final String SINK = "socketio";

    /**
     * From the answer to CONNECT to what its bean has sent meanwhile. A client that waits for one message at a time, as the test suite
     * of the protocol does, misses the second of two that arrive together. On a busy machine it is not woken at once: after 2 ms one
     * in forty was missed, after 10 ms one in two hundred. Who polls takes all that there is.
     */
    private static final Duration APART = Duration.ofMillis(10);

    private final Client client;
    private final SocketServer server;
    private final Served served;
    private final ClientSocket socket;
    private final AtomicReference<@Nullable SocketLease> lease = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> place = new AtomicReference<>();
    private volatile DisconnectReason departure = DisconnectReason.TRANSPORT;

    Life(Client client, SocketServer server, Served served, ClientSocket socket) {
        this.client = client;
        this.server = server;
        this.served = served;
        this.socket = socket;
    }

    void begin(@Nullable JsonObject data) {
        socket.mailbox().add(() -> connect(new Auth(data == null ? JsonValue.EMPTY_JSON_OBJECT : data)));
    }

    private void connect(Auth auth) {
        CompletionStage<?> admission;
        try {
            if (socket.line().isClosed()) {
                client.isOver(served);
                return;
            }
            socket.isBy(server.identify(client.session(), auth, served.behaviour));
            hold();
            socket.comesBack(Comeback.find(server, served, socket.caller(), socket.origin(), auth));
            // It may be connected still, as far as we know, though its client has given up that connection.
            socket.comeback().socket().flatMap(was -> served.socket(was.sid())).ifPresent(ClientSocket::isReplaced);
            place.set(client.subjects().take(socket.caller().subject()));
            admission = served.behaviour.connect(socket, auth);
        } catch (RuntimeException e) {
            admission = CompletableFuture.failedStage(e);
        }
        admission.whenComplete((done, failure) -> socket.mailbox().add(() -> decide(failure)));
    }

    private void hold() {
        lease.set(SocketLease.hold(
                server.surroundings().leases(),
                socket,
                socket.caller(),
                served.behaviour.channelEvents().isByGrants()));
    }

    private void decide(@Nullable Throwable failure) {
        if (failure == null) {
            admit();
            return;
        }
        server.stats().connectRefused();
        boolean waits = socket.line().close() == Line.State.CONNECTING;
        release();
        client.remove(socket, true);
        client.isOver(served);
        socket.comeback().onLive().run();
        if (failure instanceof Comeback.ComeBackLaterException) {
            client.session().close(CloseReason.TOO_MANY_CONNECTIONS);
        } else if (waits) {
            JsonObject data = Failure.ofConnect(failure, server.surroundings().refusals(), served.name);
            client.session()
                    .send(Encoded.of(new Packet.ConnectError(served.name, data)).frames());
        }
    }

    private void admit() {
        if (!socket.line().isClosed()) {
            // Two connections of one client may come back at the same time; the later one is the client's.
            served.add(socket).ifPresent(ClientSocket::isReplaced);
        }
        boolean open;
        try {
            open = socket.line().open(this::listen, this::welcome);
        } catch (HubException stopping) {
            client.session()
                    .close(stopping instanceof HubDrainingException ? CloseReason.DRAINED : CloseReason.STOPPED);
            open = false;
        }
        if (open) {
            client.stopWaiting();
            socket.remember();
            settle();
            return;
        }
        // Its client has gone meanwhile.
        socket.line().close();
        served.remove(socket);
        release();
        client.remove(socket, true);
        socket.comeback().onLive().run();
        tellBean();
    }

    private void count() {
        if (socket.isRecovered()) {
            server.stats().recovered();
        } else if (socket.comeback().asked()) {
            server.stats().begunAnew();
        }
    }

    private void settle() {
        Line line = socket.line();
        if (line.holdsBack() && client.session().transport().equals("websocket")) {
            var unused = server.surroundings()
                    .scheduler()
                    .schedule(() -> socket.mailbox().add(line::settle), APART.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            line.settle();
        }
    }

    private Listening listen() {
        Peer peer = new Peer(socket.caller().subject(), socket.origin().address(), SINK);
        return Listening.open(
                server.surroundings().hub(), client.session(), served.format, peer, socket.id(), this::hasEnded);
    }

    private void welcome(Listening opened) {
        count();
        Comeback comeback = socket.comeback();
        // Before he can know that he is connected, so that whoever knows it misses nothing.
        hear(opened, comeback);
        opened.send(Encoded.of(new Packet.Connect(served.name, comeback.answer(socket.id())))
                .frames());
        comeback.gap().ifPresent(gap -> opened.send(served.format.gap(gap)));
        opened.start();
    }

    private void hear(Listening opened, Comeback comeback) {
        Belongings belongings = socket.belongings();
        belongings.hears(server.surroundings().hub().head(), comeback.socket().isEmpty());
        if (comeback.start() instanceof Start.After after) {
            opened.resume(belongings.everythingAfter(served, after.offset()), comeback.onLive());
        } else {
            opened.include(belongings.everything(served), comeback.start(), comeback.onLive());
        }
    }

    /** Its subscriber has ended; on a thread of the hub. */
    private void hasEnded(CloseReason reason) {
        if (!socket.line().isClosed()) {
            if (Endings.isOfOneSocket(reason)) {
                end(DisconnectReason.SERVER);
            } else {
                client.session().close(reason);
            }
        }
        client.hasLeft(socket);
    }

    /** Only the first end counts. */
    void end(DisconnectReason reason) {
        Line.State before = socket.line().close();
        if (before == Line.State.CLOSED) {
            return;
        }
        client.remove(socket, reason == DisconnectReason.SERVER);
        if (before == Line.State.CONNECTING) {
            // Whoever lets it in will find that it is closed; that may take long, and must not count meanwhile.
            release();
            return;
        }
        departure = reason;
        if (reason == DisconnectReason.SERVER) {
            sendAway();
        } else {
            socket.line().leave(Listening::gone);
        }
        release();
        socket.acks().close(new ConnectionEndedException(CloseReason.CLIENT_GONE));
        forget(reason);
        socket.mailbox().add(this::tellBean);
    }

    /** What it was sent before is still written, as long as there is a session. */
    private void sendAway() {
        boolean isWaitedFor = client.leaves(socket);
        socket.line().leave(open -> open.close(CloseReason.APPLICATION));
        if (socket.line().hasLeft()) {
            client.hasLeft(socket);
        } else if (!isWaitedFor) {
            client.session().close(CloseReason.SLOW);
            socket.line().leave(Listening::gone);
        }
    }

    private void forget(DisconnectReason reason) {
        // Nobody takes its place in between, whom that would make one who is gone.
        synchronized (served) {
            if (!served.remove(socket)) {
                socket.memory().handOver();
            } else if (reason == DisconnectReason.TRANSPORT) {
                socket.memory().left();
            } else {
                socket.memory().forget();
            }
        }
    }

    private void tellBean() {
        try {
            served.behaviour.disconnect(socket, departure);
        } finally {
            client.isOver(served);
        }
    }

    private void release() {
        SocketLease held = lease.getAndSet(null);
        if (held != null) {
            held.release();
        }
        Runnable givingBack = place.getAndSet(null);
        if (givingBack != null) {
            givingBack.run();
        }
    }
}
