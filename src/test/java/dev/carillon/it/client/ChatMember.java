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

    private static final String PICTURE = "chat-room-connected";

    /** How he reads. */
    public enum Transport {
        SSE("text/event-stream"),
        NDJSON("application/x-ndjson"),
        LONG_POLL("application/json");

        private final String mediaType;

        Transport(String mediaType) {
            this.mediaType = mediaType;
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
    private final Thread thread;

    private final List<Told> told = new ArrayList<>();
    private final List<Told> pictures = new ArrayList<>();
    private @Nullable String cursor;
    private @Nullable String firstPlace;
    private @Nullable RawStream stream;
    private String refusal = "";
    private boolean gap;
    private boolean away;
    private boolean stopped;

    private ChatMember(ChatClient client, String room, Transport transport) {
        this.client = client;
        this.room = room;
        this.transport = transport;
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
        if (stream != null) {
            stream.close();
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
            }
            if (transport != Transport.LONG_POLL || isAway() || !refusal().isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized boolean isAway() {
        return away;
    }

    private void connect() throws IOException {
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
