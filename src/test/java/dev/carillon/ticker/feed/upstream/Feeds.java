package dev.carillon.ticker.feed.upstream;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedKind;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Makes feeds as the runner does, from JSON. */
final class Feeds {

    /** What ends waits. */
    static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "feeds-schedule");
        thread.setDaemon(true);
        return thread;
    });

    private Feeds() {}

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who may ask these servers, and no others. */
    static Upstream upstream(HostileUpstream... allowed) {
        Set<URI> origins = Arrays.stream(allowed).map(HostileUpstream::origin).collect(Collectors.toSet());
        return new Upstream(origins, Feeds::tls, SCHEDULER);
    }

    /** Of a configuration that may have single quotation marks. */
    static Feed of(FeedKind kind, String config) {
        return kind.prepare(FeedConfig.of(
                kind.fields(),
                Json.createReader(new StringReader(config.replace('\'', '"'))).readObject()));
    }

    /** Fetches quotes with these two fields, and gives up after a time such as {@code PT2S}. */
    static Feed poll(Upstream upstream, String url, String timeout) {
        return of(
                new HttpPollKind(upstream),
                "{'url':'" + url + "','timeout':'" + timeout + "','items':'/quotes','symbol':'/s','price':'/p'}");
    }

    /** Why the run ended; an interruption if it went on to the outlet's last round. */
    static Throwable run(Feed feed, NotedOutlet outlet) {
        return catchThrowable(() -> feed.run(outlet));
    }
}
