package dev.carillon.ticker.feed.upstream;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.FeedOutlet;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a document, and asks whether there is a newer one. A quote with a time or a sequence that is still the one it was is not said
 * again; without either each document has new quotes.
 */
final class HttpPollFeed implements Feed {

    static final int MAX_BODY_BYTES = 1 << 20;

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Upstream upstream;
    private final UpstreamUrl url;
    private final Duration every;
    private final Duration timeout;
    private final QuoteFields fields;

    // Of the newest document that was good.
    private Map<String, String> validators = Map.of();
    private Map<Symbol, Tick> said = Map.of();

    HttpPollFeed(Upstream upstream, UpstreamUrl url, Duration every, Duration timeout, QuoteFields fields) {
        this.upstream = upstream;
        this.url = url;
        this.every = every;
        this.timeout = timeout;
        this.fields = fields;
    }

    @Override
    public void run(FeedOutlet outlet) throws IOException, InterruptedException {
        while (true) {
            long begin = System.nanoTime();
            poll(outlet);
            Duration rest = every.minusNanos(System.nanoTime() - begin);
            outlet.pause(rest.isNegative() ? Duration.ZERO : rest);
        }
    }

    private void poll(FeedOutlet outlet) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(validators);
        headers.put("Accept", "application/json");
        try (Answer answer = upstream.get(url, headers, timeout)) {
            if (answer.status() == OK) {
                read(answer, outlet);
            } else if (answer.status() != NOT_MODIFIED || validators.isEmpty()) {
                throw answer.unexpected(outlet.now());
            }
        }
        outlet.ok();
    }

    private void read(Answer answer, FeedOutlet outlet) throws IOException, InterruptedException {
        Map<String, String> next = new LinkedHashMap<>();
        validator(answer, "etag").ifPresent(tag -> next.put("If-None-Match", tag));
        validator(answer, "last-modified").ifPresent(time -> next.put("If-Modified-Since", time));
        byte[] body = answer.body(MAX_BODY_BYTES);
        Map<Symbol, Tick> newest = new HashMap<>();
        try {
            fields.read(
                    UpstreamJson.parse(body),
                    tick -> {
                        newest.put(tick.symbol(), tick);
                        if ((tick.time() == null && tick.sequence() == null) || !tick.equals(said.get(tick.symbol()))) {
                            outlet.quote(tick);
                        }
                    },
                    outlet::refused);
        } catch (UpstreamJson.MalformedException e) {
            FeedException failure = answer.failure(String.valueOf(e.getMessage()));
            failure.initCause(e);
            throw failure;
        }
        said = newest;
        validators = next;
    }

    private static Optional<String> validator(Answer answer, String name) throws FeedException {
        return answer.field(name).filter(value -> !value.isEmpty());
    }
}
