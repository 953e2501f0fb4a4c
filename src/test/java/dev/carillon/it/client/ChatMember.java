package dev.carillon.it.client;

import dev.carillon.stream.WhatwgEventStreamParser.Message;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a room: he reads by one transport, keeps what he is told, and comes back with his last id whenever he loses the
 * connection, until he is closed or the room is.
 *
 * <p>Threading: a thread of its own reads; any thread asks.
 */
public final class ChatMember implements Runnable, AutoCloseable {

    /** Soon enough to be back before it is told that he left, and seldom enough to leave the processor to the server. */
    private static final long PAUSE_NANOS = 50_000_000;

    private static final long REFUSED_PAUSE_NANOS = 200_000_000;

    private static final String PICTURE = "chat-room-connected";

    /** How he reads. */
    public enum Transport {
        SSE("text/event-stream", null),
        NDJSON("application/x-ndjson", null),
        LONG_POLL("application/json", null),
        SOCKET_IO_POLLING("application/json", SocketWire.Kind.POLLING),
        SOCKET_IO_WEBSOCKET("application/json", SocketWire.Kind.WEBSOCKET);

        private final String mediaType;
        private final SocketWire.@Nullable Kind wire;

        Transport(String mediaType, SocketWire.@Nullable Kind wire) {
            this.mediaType = mediaType;
            this.wire = wire;
        }
    }

    /**
     * What he was told.
     *
     * @param id null if it is not kept
     */
    public record Told(@Nullable String id, String type, JsonObject data) {

        /** Where it stands in the log. */
        public long offset() {
            String known = id == null ? "-0" : id;
            return Long.parseLong(known.substring(known.indexOf('-') + 1));
        }
    }

    private final ChatClient client;
    private final String room;
    private final Transport transport;
    private final EngineClient engine;
    private final Thread thread;

    private final List<Told> told = new ArrayList<>();
    private final List<Told> pictures = new ArrayList<>();
    private @Nullable String cursor;
    private @Nullable String firstPlace;
    private @Nullable AutoCloseable stream;
    private ChatSocket.@Nullable Ticket ticket;
    private boolean sentAway;
    private String refusal = "";
    private String lastLoss = "";
    private boolean gap;
    private boolean away;
    private boolean stopped;

    private ChatMember(ChatClient client, String room, Transport transport) {
        this.client = client;
        this.room = room;
        this.transport = transport;
        this.engine = new EngineClient(client.hub().at("").toString());
        this.thread = new Thread(this, client.id() + " in " + room + " by " + transport);
        thread.setDaemon(true);
    }

    /** Goes into a room, and waits until he is there. */
    public static ChatMember join(ChatClient client, String room, Transport transport) {
        ChatMember member = enter(client, room, transport);
        Awaitility.await(member.toString()).atMost(RawStream.PATIENCE).until(() -> member.firstPlace() != null);
        return member;
    }

    /** The same without waiting. */
    public static ChatMember enter(ChatClient client, String room, Transport transport) {
        ChatMember member = new ChatMember(client, room, transport);
        member.thread.start();
        return member;
    }

    // --- what a test asks ---

    public ChatClient client() {
        return client;
    }

    public String id() {
        return client.id();
    }

    public boolean polls() {
        return transport == Transport.LONG_POLL;
    }

    /** All events that are kept, in the order in which they came; whatever else came is left out. */
    public synchronized List<Told> transcript() {
        return told.stream().filter(one -> one.id() != null).toList();
    }

    /** Everything, in the order in which it came. */
    public synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** The first event of each connection. */
    public synchronized List<Told> pictures() {
        return List.copyOf(pictures);
    }

    /** Where his transcript begins. */
    public synchronized @Nullable String firstPlace() {
        return firstPlace;
    }

    /** Status and slug with which he was refused the last time; empty while he is in. */
    public synchronized String refusal() {
        return refusal;
    }

    /** Why he is not in, as far as he knows. */
    public synchronized String trouble() {
        return this + ": refused with '" + refusal + "', " + (stream == null ? "not connected" : "connected")
                + ", lost the last connection by " + lastLoss;
    }

    /** Whether he was ever told that something is missing. */
    public synchronized boolean hasGap() {
        return gap;
    }

    /** Waits for something that he is told. */
    public Told await(String type, Predicate<JsonObject> data) {
        return Awaitility.await(this + " is told " + type)
                .atMost(RawStream.PATIENCE)
                .until(
                        () -> told().stream()
                                .filter(one -> one.type().equals(type) && data.test(one.data()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public Told await(String type) {
        return await(type, data -> true);
    }

    // --- what a test does ---

    /** Loses the connection, and comes back by itself. */
    public synchronized void lose() throws IOException {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Loses the connection, and stays away. */
    public synchronized void goAway() throws IOException {
        away = true;
        lose();
    }

    public synchronized void comeBack() {
        away = false;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            stopped = true;
            lose();
        }
    }

    // --- his thread ---

    @Override
    public void run() {
        while (!isStopped()) {
            try {
                if (!isAway()) {
                    connect();
                }
            } catch (IOException | RuntimeException | AssertionError lost) {
                // Whatever was cut off: he goes on after the last whole event.
                keep(lost);
            }
            boolean refused = !refusal().isEmpty();
            if (transport != Transport.LONG_POLL || isAway() || refused) {
                LockSupport.parkNanos(refused ? REFUSED_PAUSE_NANOS : PAUSE_NANOS);
            }
        }
    }

    private synchronized void keep(Throwable loss) {
        lastLoss = loss.toString();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Stays away until he is told to come back. */
    public synchronized boolean isAway() {
        return away;
    }

    private void connect() throws IOException {
        if (transport.wire != null) {
            talk(transport.wire);
            return;
        }
        String place = place();
        boolean polls = transport == Transport.LONG_POLL;
        String path = "/api/chat/rooms/" + room + "/events" + (polls && place != null ? "?wait=3" : "");
        List<String> lines = new ArrayList<>(List.of("Accept: " + transport.mediaType));
        if (place != null) {
            lines.add("Last-Event-ID: " + place);
        }
        try (RawStream opened =
                RawStream.get(client.hub().at(path), client.headerLines(lines.toArray(String[]::new)))) {
            if (!begin(opened)) {
                return;
            }
            switch (transport) {
                case SSE -> readEvents(opened);
                case NDJSON -> readLines(opened);
                case LONG_POLL -> readPoll(PollAnswer.parse(opened.readToEnd()));
                default -> throw new IllegalStateException(transport + " is no stream");
            }
        } finally {
            forgetStream();
        }
    }

    private synchronized @Nullable String place() {
        return cursor;
    }

    private boolean begin(RawStream opened) throws IOException {
        String answer = opened.status() == 200 ? "" : opened.status() + " " + slug(opened.readToEnd());
        synchronized (this) {
            refusal = answer;
            stream = opened;
            return answer.isEmpty() && !stopped && !away;
        }
    }

    /** Over Socket.IO. */
    private void talk(SocketWire.Kind wire) throws IOException {
        try (ChatSocket opened = ChatSocket.open(engine, client.headerPairs(), room, wire)) {
            String place = place();
            ticket = opened.connect(ticket, place);
            JsonObject answer = opened.join();
            if (!begin(opened, answer)) {
                // Whoever is refused asks again and again: the server must not count each of these for 45 s.
                opened.leave();
                return;
            }
            if (place != null && (sentAway || !opened.isRecovered())) {
                catchUp(answer.getString("at"));
            }
            sentAway = false;
            while (!sentAway) {
                takeNew(opened.nextTold());
            }
        } finally {
            forgetStream();
        }
    }

    private boolean begin(ChatSocket opened, JsonObject answer) {
        JsonObject error = answer.getJsonObject("error");
        synchronized (this) {
            refusal = error == null ? "" : error.getInt("status") + " " + slug(error.toString());
            stream = opened;
            sentAway |= error != null;
            if (error == null && firstPlace == null) {
                take(answer.getString("at"), PICTURE, answer);
            }
            return error == null && !stopped && !away;
        }
    }

    /** A socket that was sent away hears what comes after it has joined again; the cursor gets the rest from another transport. */
    private void catchUp(String through) throws IOException {
        long end = new Told(through, "", JsonObject.EMPTY_JSON_OBJECT).offset();
        while (new Told(place(), "", JsonObject.EMPTY_JSON_OBJECT).offset() < end) {
            String path = "/api/chat/rooms/" + room + "/events";
            String[] lines = client.headerLines("Accept: application/json", "Last-Event-ID: " + place());
            try (RawStream answer = RawStream.get(client.hub().at(path), lines)) {
                readPoll(PollAnswer.parse(answer.readToEnd()));
            }
        }
    }

    private void takeNew(Told next) {
        long last = new Told(place(), "", JsonObject.EMPTY_JSON_OBJECT).offset();
        if (next.type().equals("gap")) {
            missed();
        } else if (next.id() == null || next.offset() > last) {
            take(next.id(), next.type(), next.data());
        }
        sentAway |= next.type().equals("kicked");
    }

    private static String slug(String problem) {
        return problem.replaceAll("(?s).*\"type\":\"/problems/([a-z-]+)\".*", "$1");
    }

    private synchronized void forgetStream() {
        stream = null;
    }

    private void readEvents(RawStream opened) throws IOException {
        while (true) {
            try {
                Optional<Message> message = opened.nextMessageOrEnd();
                if (message.isEmpty()) {
                    return;
                }
                take(message.get());
            } catch (SocketTimeoutException quiet) {
                // Nobody has said anything for a while.
            }
        }
    }

    private void take(Message message) {
        boolean kept = !message.lastEventId().equals(String.valueOf(place()));
        if (message.type().equals("carillon.gap")) {
            missed();
        } else {
            String id = message.type().equals(PICTURE) || kept ? message.lastEventId() : null;
            take(id, message.type(), PollAnswer.parse(message.data()));
        }
    }

    private void readLines(RawStream opened) throws IOException {
        while (true) {
            try {
                Optional<String> line = opened.nextLine();
                if (line.isEmpty()) {
                    return;
                }
                if (!line.get().isEmpty()) {
                    takeLine(PollAnswer.parse(line.get()));
                }
            } catch (SocketTimeoutException quiet) {
                // The same.
            }
        }
    }

    private void takeLine(JsonObject line) {
        if (line.containsKey("gap")) {
            missed();
        } else if (line.containsKey("channel")) {
            take(line.isNull("id") ? null : line.getString("id"), line.getString("type"), line.getJsonObject("data"));
        }
    }

    private void readPoll(JsonObject answer) {
        if (!answer.isNull("gap")) {
            missed();
        }
        answer.getJsonArray("events").getValuesAs(JsonObject.class).forEach(this::takeLine);
        synchronized (this) {
            cursor = answer.getString("cursor");
        }
    }

    private synchronized void missed() {
        gap = true;
    }

    private synchronized void take(@Nullable String id, String type, JsonObject data) {
        if (type.equals(PICTURE)) {
            pictures.add(new Told(id, type, data));
            firstPlace = firstPlace == null ? id : firstPlace;
        } else {
            told.add(new Told(id, type, data));
        }
        cursor = id == null ? cursor : id;
        stopped |= type.equals("room-closed");
    }

    @Override
    public String toString() {
        return thread.getName();
    }
}
