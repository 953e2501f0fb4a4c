package dev.carillon.it.client;

import dev.carillon.it.client.ChatMember.Told;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A room of the chat over Socket.IO, packet by packet.
 *
 * <p>Threading: one thread; any may {@link #close}.
 */
final class ChatSocket implements Closeable {

    private static final String JOIN = "2/chat,1";
    private static final String JOINED = "3/chat,1";

    private final SocketWire wire;
    private final String room;
    private final List<Told> early = new ArrayList<>();
    private boolean recovered;

    private ChatSocket(SocketWire wire, String room) {
        this.wire = wire;
        this.room = room;
    }

    /** What a client keeps to be recovered. */
    record Ticket(String sid, String pid) {}

    static ChatSocket open(EngineClient engine, String[] headers, String room, SocketWire.Kind kind)
            throws IOException {
        try {
            return new ChatSocket(kind.open(engine, headers), room);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Connects to the chat, with what is kept of an earlier connection. */
    Ticket connect(@Nullable Ticket before, @Nullable String cursor) throws IOException {
        String payload = "";
        if (before != null) {
            payload = "{\"pid\":\"" + before.pid() + "\"" + (cursor == null ? "" : ",\"offset\":\"" + cursor + "\"")
                    + "}";
        }
        send("0/chat," + payload);
        String answer = next();
        if (!answer.startsWith("0/chat,{")) {
            throw new IOException(answer);
        }
        Ticket ticket = new Ticket(SocketWire.member(answer, "sid"), SocketWire.member(answer, "pid"));
        recovered = before != null && before.pid().equals(ticket.pid());
        return ticket;
    }

    /** Whether it is in its rooms already, and gets what it missed. */
    boolean isRecovered() {
        return recovered;
    }

    /** Joins the room; what is acknowledged. Events that come before it are told afterwards. */
    JsonObject join() throws IOException {
        send(JOIN + "[\"join\"," + Json.createObjectBuilder().add("room", room).build() + "]");
        String packet = next();
        while (!packet.startsWith(JOINED)) {
            told(packet).ifPresent(early::add);
            packet = next();
        }
        return array(packet.substring(JOINED.length())).getJsonObject(0);
    }

    /** The next event of the room. */
    Told nextTold() throws IOException {
        if (!early.isEmpty()) {
            return early.remove(0);
        }
        while (true) {
            Optional<Told> told = told(next());
            if (told.isPresent()) {
                return told.get();
            }
        }
    }

    private Optional<Told> told(String packet) throws IOException {
        if (!packet.startsWith("2/chat,[")) {
            throw new IOException("ended with " + packet);
        }
        JsonArray event = array(packet.substring("2/chat,".length()));
        boolean ofRoom = event.size() > 2
                && event.get(2) instanceof JsonObject where
                && where.getString("room", "").equals(room);
        if (!ofRoom || !(event.get(1) instanceof JsonObject data)) {
            // Who joins while he is behind is told that typing notices were left out; they are kept for nobody.
            return event.getString(0).equals("gap")
                            && !event.getJsonObject(1).getString("reason").equals("slow")
                    ? Optional.of(new Told(null, "gap", JsonValue.EMPTY_JSON_OBJECT))
                    : Optional.empty();
        }
        String id = event.size() > 3 && event.get(3) instanceof JsonString text ? text.getString() : null;
        return Optional.of(new Told(id, event.getString(0), data));
    }

    /** Ends the session. */
    void leave() throws IOException {
        try {
            wire.leave();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void send(String packet) throws IOException {
        try {
            wire.send(packet);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String next() throws IOException {
        try {
            return wire.next();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static JsonArray array(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }

    @Override
    public void close() {
        wire.lose();
    }
}
