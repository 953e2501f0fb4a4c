package dev.carillon.ticker.feed.upstream;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.FeedOutlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream as an {@code EventSource} does, WHATWG HTML 9.2. A stream that ends after it has said something is opened again after
 * its reconnection time, with the last event's id; everything else is a failure, and the next run goes on with that id.
 */
final class SseFeed implements Feed {

    /** Where the stream says none; browsers have about the same. */
    private static final Duration RECONNECTION_TIME = Duration.ofSeconds(3);

    private static final Duration SHORTEST_RECONNECTION_TIME = Duration.ofMillis(100);
    private static final long LONGEST_RECONNECTION_MILLIS = 60_000;
    private static final int MAX_RETRY_DIGITS = 9;

    private static final int PIECE_BYTES = 8192;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Upstream upstream;
    private final UpstreamUrl url;
    private final Duration timeout;
    private final Set<String> types;
    private final QuoteFields fields;

    private String lastEventId = "";
    private @Nullable Duration retry;

    SseFeed(Upstream upstream, UpstreamUrl url, Duration timeout, Set<String> types, QuoteFields fields) {
        this.upstream = upstream;
        this.url = url;
        this.timeout = timeout;
        this.types = types;
        this.fields = fields;
    }

    @Override
    public void run(FeedOutlet outlet) throws IOException, InterruptedException {
        while (follow(outlet)) {
            outlet.pause(retry == null ? RECONNECTION_TIME : retry);
        }
    }

    /** One connection. False if the upstream wants no other. */
    private boolean follow(FeedOutlet outlet) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "text/event-stream");
        headers.put("Cache-Control", "no-store");
        if (!lastEventId.isEmpty()) {
            // UTF-8, as the standard has it; heads are written byte by byte.
            headers.put(
                    "Last-Event-ID",
                    new String(lastEventId.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        try (Answer answer = upstream.get(url, headers, timeout)) {
            if (answer.status() == NO_CONTENT) {
                return false;
            }
            if (answer.status() != OK) {
                throw answer.unexpected(outlet.now());
            }
            if (!answer.mediaType().equals("text/event-stream")) {
                throw answer.failure("no event stream, but "
                        + InvalidRequestException.quote(
                                answer.field("content-type").orElse("no Content-Type")));
            }
            answer.stream();
            return read(answer, outlet);
        }
    }

    private boolean read(Answer answer, FeedOutlet outlet) throws IOException, InterruptedException {
        Reading reading = new Reading(outlet);
        EventStream stream = new EventStream(lastEventId, reading::take);
        byte[] piece = new byte[PIECE_BYTES];
        try {
            for (int length = answer.read(piece); length >= 0; length = answer.read(piece)) {
                reading.quiet = true;
                try {
                    stream.accept(piece, length);
                } catch (FeedException e) {
                    throw answer.failure(String.valueOf(e.getMessage()));
                } finally {
                    lastEventId = stream.lastEventId();
                    retry = retry(stream.retry());
                }
                if (reading.quiet) {
                    outlet.ok();
                }
            }
        } catch (FeedException e) {
            FeedException failure = new FeedException(String.valueOf(e.getMessage()), retry);
            failure.initCause(e);
            throw failure;
        }
        if (!reading.any) {
            throw new FeedException(url + ": the stream ended without an event", retry);
        }
        return true;
    }

    private @Nullable Duration retry(String millis) {
        if (millis.isEmpty()) {
            return retry;
        }
        String digits = millis.replaceFirst("^0+(?=.)", "");
        long time = digits.length() > MAX_RETRY_DIGITS
                ? LONGEST_RECONNECTION_MILLIS
                : Math.min(LONGEST_RECONNECTION_MILLIS, Long.parseLong(digits));
        return Duration.ofMillis(Math.max(SHORTEST_RECONNECTION_TIME.toMillis(), time));
    }

    /** What one connection has said. */
    private final class Reading {

        private final FeedOutlet outlet;
        private boolean any;
        private boolean quiet;

        Reading(FeedOutlet outlet) {
            this.outlet = outlet;
        }

        void take(EventStream.Message message) {
            any = true;
            if (!types.contains(message.type())) {
                return;
            }
            quiet = false;
            try {
                fields.read(UpstreamJson.parse(message.data()), outlet::quote, outlet::refused);
            } catch (UpstreamJson.MalformedException e) {
                outlet.refused(e.getMessage() + " in an event " + InvalidRequestException.quote(message.type()));
            }
        }
    }
}
