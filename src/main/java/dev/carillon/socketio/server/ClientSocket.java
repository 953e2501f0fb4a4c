package dev.carillon.socketio.server;

import dev.carillon.engineio.Session;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Start;
import dev.carillon.hub.StartingPoint;
import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.Broadcast;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.convert.ToJson;
import dev.carillon.socketio.packet.Encoded;
import dev.carillon.socketio.packet.Packet;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <p>Threading: any thread; what the bean does with its packets comes one after the other out of the {@link Mailbox}.
 */
final class ClientSocket implements Socket {

    private final SocketServer server;
    private final Served served;
    private final Session session;
    private final Life life;
    private final Line line = new Line();
    private final Mailbox mailbox;
    private final PendingAcks acks;
    private final Belongings belongings = new Belongings();
    private final Memory memory;
    private final Rooms rooms;
    private final Handling handling;

    // Written before a bean or anybody else sees the socket.
    private volatile Caller caller;
    private volatile String id;
    private volatile Comeback comeback = Comeback.NEW;

    ClientSocket(Client client, SocketServer server, Served served) {
        Surroundings world = server.surroundings();
        this.server = server;
        this.served = served;
        this.session = client.session();
        this.mailbox = new Mailbox(world.threads());
        this.acks = new PendingAcks(server.settings().maxPendingAcks(), world.scheduler(), world.threads());
        this.memory = new Memory(world.recovery());
        this.caller = session.handshake().caller();
        this.id = server.newId();
        this.rooms = new Rooms(server, served, this::id, line, belongings);
        this.handling = new Handling(server, served, this);
        this.life = new Life(client, server, served, this);
    }

    // --- for its life ---

    Line line() {
        return line;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    PendingAcks acks() {
        return acks;
    }

    Belongings belongings() {
        return belongings;
    }

    Memory memory() {
        return memory;
    }

    Comeback comeback() {
        return comeback;
    }

    void isBy(Caller known) {
        caller = known;
    }

    void comesBack(Comeback found) {
        comeback = found;
        memory.begin(found.key());
        found.socket().ifPresent(was -> {
            id = was.sid();
            belongings.take(was);
        });
    }

    /** Another connection of the same client takes its place. */
    void isReplaced() {
        session.close(CloseReason.CLIENT_GONE);
    }

    void endedByToken(CloseReason reason) {
        line.end(reason);
    }

    void remember() {
        if (line.isConnected()) {
            memory.keep(key -> belongings.remembered(key, id, namespace(), caller.subject()));
        }
    }

    // --- what its client sends ---

    void begin(@Nullable JsonObject data) {
        life.begin(data);
    }

    /** {@code done} is run when it has been handled, whatever came of it. */
    void handle(Packet.Event event, Runnable done) {
        mailbox.add(() -> handling.handle(event, done));
    }

    void acknowledged(long ackId, Arguments answer) {
        acks.answered(ackId, answer);
    }

    void leftByClient() {
        life.end(DisconnectReason.CLIENT);
    }

    void lost() {
        life.end(DisconnectReason.TRANSPORT);
    }

    // --- what a bean does with it ---

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return served.name;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public @Nullable String cookie(String name) {
        return session.handshake().cookies().get(name);
    }

    @Override
    public Origin origin() {
        return new Origin(caller.subject(), session.handshake().origin().address());
    }

    @Override
    public boolean isRecovered() {
        return comeback.socket().isPresent();
    }

    @Override
    public boolean isConnected() {
        return line.isConnected();
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        line.send(frames(null, event, args));
    }

    @Override
    public void emitVolatile(String event, @Nullable Object... args) {
        line.offer(frames(null, event, args));
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(Duration timeout, String event, @Nullable Object... args) {
        ToMany.refuseReserved(event);
        JsonArray values = ToJson.array(args);
        PendingAcks.Expected expected = acks.expect(timeout);
        if (!expected.answer().isDone()) {
            line.send(served.format.direct(expected.id(), event, values));
        }
        return expected.answer();
    }

    private byte[] frames(@Nullable Long ack, String event, @Nullable Object... args) {
        ToMany.refuseReserved(event);
        return served.format.direct(ack, event, ToJson.array(args));
    }

    @Override
    public void disconnect() {
        if (!line.isHeldBack(this::disconnect, () -> {})) {
            line.sendLast(Encoded.of(new Packet.Disconnect(namespace())).frames());
            life.end(DisconnectReason.SERVER);
        }
    }

    @Override
    public Broadcast broadcast() {
        return new ToMany(server, namespace(), served.recovers).except(this);
    }

    @Override
    public Broadcast to(String room) {
        return broadcast().to(room);
    }

    @Override
    public void join(String room) {
        if (rooms.join(room)) {
            remember();
        }
    }

    @Override
    public void leave(String room) {
        if (rooms.leave(room)) {
            remember();
        }
    }

    @Override
    public Set<String> rooms() {
        return rooms.all();
    }

    @Override
    public void listen(SelectorSet channels, StartingPoint from) {
        Start start = from instanceof StartingPoint.Now
                ? new Start.Live()
                : server.surroundings().hub().locate(channels, from);
        Runnable over = Comeback.admitReplay(server, start, origin());
        if (start instanceof Start.Live || !line.isHeldBack(() -> listen(channels, start, over), over)) {
            listen(channels, start, over);
        }
    }

    private void listen(SelectorSet channels, Start start, Runnable over) {
        long after = start instanceof Start.After past
                ? past.offset()
                : server.surroundings().hub().head().offset();
        SelectorSet added = SelectorSet.none();
        boolean done = false;
        try {
            added = belongings.listen(channels, after);
            line.include(channels, start, over);
            done = true;
        } finally {
            if (!done) {
                belongings.ignore(added);
                over.run();
            }
        }
        remember();
    }

    @Override
    public void ignore(SelectorSet channels) {
        belongings.ignore(channels);
        line.exclude(channels);
        remember();
    }

    @Override
    public SelectorSet channels() {
        return belongings.channels();
    }

    @Override
    public Map<String, JsonValue> attributes() {
        return belongings.attributes();
    }

    @Override
    public void attribute(String name, @Nullable Object value) {
        belongings.attribute(name, value == null ? null : ToJson.value(value));
        remember();
    }
}
