package dev.carillon.socketio.recovery;

import dev.carillon.event.EventId;
import dev.carillon.event.Selector;
import dev.carillon.socketio.server.Recovery;
import dev.carillon.sqlite.Session;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How sockets stand in the database. Times are in milliseconds. */
final class SocketRows {

    private SocketRows() {}

    /** Empty if it is not there, or its connection was gone by then. */
    static Optional<Recovery.Remembered> find(Session session, String secret, long goneBy) throws SQLException {
        return session.first(
                "SELECT sid, namespace, subject, begin, rooms, channels, attributes FROM socket"
                        + " WHERE key = ? AND (gone IS NULL OR gone > ?)",
                row -> socket(secret, row),
                hash(secret),
                goneBy);
    }

    /** Those whose connection was gone by then. */
    static void forget(Session session, long goneBy) throws SQLException {
        session.update("DELETE FROM socket WHERE gone <= ?", goneBy);
    }

    /** Nobody has a connection any more; how many had one. */
    static int everybodyLeft(Session session, long now) throws SQLException {
        return session.update("UPDATE socket SET gone = ? WHERE gone IS NULL", now);
    }

    static void write(Session session, String secret, SocketStore.Change change) throws SQLException {
        String key = hash(secret);
        if (change.forgotten()) {
            session.update("DELETE FROM socket WHERE key = ?", key);
            return;
        }
        Recovery.Remembered socket = change.socket();
        if (socket == null) {
            session.update("UPDATE socket SET gone = ? WHERE key = ?", change.gone(), key);
            return;
        }
        session.update(
                "INSERT OR REPLACE INTO socket"
                        + " (key, sid, namespace, subject, begin, rooms, channels, attributes, gone)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key,
                socket.sid(),
                socket.namespace(),
                socket.subject(),
                socket.begin().toString(),
                places(socket.rooms()),
                places(socket.channels()),
                socket.attributes().toString(),
                change.gone());
    }

    private static Recovery.Remembered socket(String key, ResultSet row) throws SQLException {
        try (JsonReader attributes = Json.createReader(new StringReader(row.getString(7)))) {
            return new Recovery.Remembered(
                    key,
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    EventId.parse(row.getString(4)),
                    places(row.getString(5), name -> name),
                    places(row.getString(6), Selector::new),
                    attributes.readObject());
        }
    }

    private static String places(Map<?, Long> places) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        places.forEach((name, place) -> object.add(name.toString(), place));
        return object.build().toString();
    }

    private static <T> Map<T, Long> places(String text, Function<String, T> name) {
        Map<T, Long> places = new HashMap<>();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject object = reader.readObject();
            object.keySet()
                    .forEach(key -> places.put(
                            name.apply(key), object.getJsonNumber(key).longValueExact()));
        }
        return places;
    }

    /** Whoever reads the file must not be able to come back as somebody. */
    private static String hash(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
