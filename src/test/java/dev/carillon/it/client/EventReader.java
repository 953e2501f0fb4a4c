package dev.carillon.it.client;

import dev.carillon.stream.WhatwgEventStreamParser.Message;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a channel, whatever the transport, until it is closed or the server ends it.
 *
 * <p>Threading: one thread at a time.
 */
public abstract class EventReader implements AutoCloseable {

    /**
     * Something that was told.
     *
     * @param id null if it is not kept
     * @param gap whether events are missing here; {@code data} is the gap then
     */
    public record Told(@Nullable String id, String data, boolean gap) {}

    /** What comes next; empty if the server has ended it. */
    public abstract Optional<Told> next() throws IOException, InterruptedException;

    /** Where another reader goes on, on any transport. */
    public abstract String cursor() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** The four ways to read. */
    public enum Transport {
        SSE(true) {
            @Override
            public EventReader open(HubClient hub, String channel, @Nullable String cursor) throws IOException {
                return new Sse(hub.stream("/api/events/" + channel, place(cursor)), cursor);
            }
        },
        NDJSON(true) {
            @Override
            public EventReader open(HubClient hub, String channel, @Nullable String cursor) throws IOException {
                return new Lines(
                        RawStream.get(hub.at("/api/events/" + channel), "Accept: application/x-ndjson", place(cursor)),
                        cursor);
            }
        },
        LONG_POLL(true) {
            @Override
            public EventReader open(HubClient hub, String channel, @Nullable String cursor)
                    throws IOException, InterruptedException {
                return new Poller(hub, channel, cursor, "&wait=10");
            }
        },
        SHORT_POLL(false) {
            @Override
            public EventReader open(HubClient hub, String channel, @Nullable String cursor)
                    throws IOException, InterruptedException {
                return new Poller(hub, channel, cursor, "");
            }
        };

        private final boolean live;

        Transport(boolean live) {
            this.live = live;
        }

        /** Whether volatile events reach it. */
        public boolean isLive() {
            return live;
        }

        /** Reads what follows a cursor; what is new, if there is none. */
        public abstract EventReader open(HubClient hub, String channel, @Nullable String cursor)
                throws IOException, InterruptedException;

        private static String place(@Nullable String cursor) {
            return cursor == null ? "X-No-Place: 1" : "Last-Event-ID: " + cursor;
        }
    }

    private static final class Sse extends EventReader {

        private final RawStream stream;
        private @Nullable String cursor;

        Sse(RawStream stream, @Nullable String cursor) {
            this.stream = stream;
            this.cursor = cursor;
        }

        @Override
        public Optional<Told> next() throws IOException {
            String before = cursor();
            Optional<Message> message = stream.nextMessageOrEnd();
            message.map(Message::lastEventId).filter(id -> !id.isEmpty()).ifPresent(id -> cursor = id);
            return message.map(m -> new Told(
                    cursor().equals(before) ? null : m.lastEventId(),
                    m.data(),
                    m.type().equals("carillon.gap")));
        }

        @Override
        public String cursor() {
            try {
                if (cursor == null) {
                    cursor = stream.awaitCursor();
                }
                return cursor;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static final class Lines extends EventReader {

        private final RawStream stream;
        private @Nullable String cursor;

        Lines(RawStream stream, @Nullable String cursor) {
            this.stream = stream;
            this.cursor = cursor;
        }

        @Override
        public Optional<Told> next() throws IOException {
            while (true) {
                Optional<String> line = stream.nextLine();
                if (line.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Told> told = line.get().isEmpty() ? Optional.empty() : told(PollAnswer.parse(line.get()));
                if (told.isPresent()) {
                    return told;
                }
            }
        }

        private Optional<Told> told(JsonObject value) {
            if (value.containsKey("cursor")) {
                cursor = value.getString("cursor");
            }
            if (value.containsKey("gap")) {
                return Optional.of(new Told(null, value.get("gap").toString(), true));
            }
            if (!value.containsKey("channel")) {
                return Optional.empty();
            }
            String id = value.isNull("id") ? null : value.getString("id");
            cursor = id == null ? cursor : id;
            return Optional.of(new Told(id, PollAnswer.data(value), false));
        }

        @Override
        public String cursor() throws IOException {
            while (cursor == null) {
                told(PollAnswer.parse(stream.nextLine().orElseThrow()));
            }
            return cursor;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static final class Poller extends EventReader {

        private final HubClient hub;
        private final String path;
        private final String options;
        private final Deque<Told> told = new ArrayDeque<>();
        private String fetched;
        private String cursor;

        Poller(HubClient hub, String channel, @Nullable String cursor, String options)
                throws IOException, InterruptedException {
            this.hub = hub;
            this.path = "/api/events/" + channel;
            this.options = options;
            this.fetched = cursor == null ? hub.poll(path).cursor() : cursor;
            this.cursor = fetched;
        }

        @Override
        public Optional<Told> next() throws IOException, InterruptedException {
            long deadline = System.nanoTime() + RawStream.PATIENCE.toNanos();
            while (told.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("polled in vain");
                }
                fetch();
            }
            Told next = told.remove();
            cursor = told.isEmpty() ? fetched : next.id() != null ? next.id() : cursor;
            return Optional.of(next);
        }

        private void fetch() throws IOException, InterruptedException {
            PollAnswer answer = hub.poll(path + "?last_event_id=" + fetched + options);
            if (answer.hasGap()) {
                told.add(new Told(null, answer.body().get("gap").toString(), true));
            }
            for (JsonObject event : answer.events()) {
                String id = event.isNull("id") ? null : event.getString("id");
                told.add(new Told(id, PollAnswer.data(event), false));
            }
            fetched = answer.cursor();
        }

        @Override
        public String cursor() {
            return cursor;
        }

        @Override
        public void close() {}
    }
}
