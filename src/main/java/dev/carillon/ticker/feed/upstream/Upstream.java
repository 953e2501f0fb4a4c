package dev.carillon.ticker.feed.upstream;

import dev.carillon.api.Service;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.FeedException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Asks other servers, over HTTP/1.1 and only those of {@code carillon.ticker.upstreams}: each redirect is checked as the first URL was. A
 * request has no cookie, no authorisation and no proxy, and a connection of its own.
 *
 * <p>What is not held back: an allowed host name leads to whatever address it resolves to.
 *
 * <p>Threading: any thread; each waits for its own answer. While a name is resolved an interruption has to wait for the resolver.
 */
@Service
final class Upstream {

    static final int MAX_REDIRECTS = 3;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Set<String> allowed;
    private final Supplier<SSLContext> tls;
    private final ScheduledExecutorService scheduler;

    @Inject
    Upstream(TickerSettings settings, ScheduledExecutorService scheduler) {
        this(settings.upstreams(), Upstream::trustedByTheJvm, scheduler);
    }

    Upstream(Set<URI> allowed, Supplier<SSLContext> tls, ScheduledExecutorService scheduler) {
        this.allowed = allowed.stream()
                .map(origin -> UpstreamUrl.of(origin.toString()).origin())
                .collect(Collectors.toUnmodifiableSet());
        this.tls = tls;
        this.scheduler = scheduler;
    }

    /** Not before it is needed: it reads the certificates of all authorities. */
    private static SSLContext trustedByTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The final answer, whatever its status is; to be closed.
     *
     * @param headers what the request has beside its own
     * @param time for the whole answer, redirects too, if it is no {@linkplain Answer#stream() stream}
     * @throws IOException with a message for administrators: who did what
     */
    Answer get(UpstreamUrl url, Map<String, String> headers, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        UpstreamUrl place = url;
        for (int redirects = 0; ; redirects++) {
            Answer answer = ask(place, headers, new Patience(scheduler, time, end));
            if (!REDIRECTS.contains(answer.status())) {
                return answer;
            }
            answer.close();
            if (redirects == MAX_REDIRECTS) {
                throw new FeedException(url + ": redirected more than " + MAX_REDIRECTS + " times");
            }
            place = target(place, answer);
        }
    }

    private UpstreamUrl target(UpstreamUrl place, Answer answer) throws FeedException {
        Optional<String> location = answer.field("location");
        if (location.isEmpty()) {
            throw new FeedException(place + ": redirected without a Location");
        }
        UpstreamUrl target;
        try {
            target = place.resolve(location.get());
        } catch (IllegalArgumentException e) {
            throw new FeedException(place + ": redirected, but " + e.getMessage());
        }
        if (!allowed.contains(target.origin())) {
            throw new FeedException(place + ": redirected, but " + notAllowed(target));
        }
        if (place.tls() && !target.tls()) {
            throw new FeedException(place + ": redirected to " + InvalidRequestException.quote(target.origin())
                    + ", from https to http");
        }
        return target;
    }

    private Answer ask(UpstreamUrl url, Map<String, String> headers, Patience patience)
            throws IOException, InterruptedException {
        try {
            if (!allowed.contains(url.origin())) {
                throw new FeedException(notAllowed(url));
            }
            CloseableHttpClient client = Wire.open(patience, tls);
            HttpHost host = new HttpHost(url.tls() ? "https" : "http", url.bareHost(), url.port());
            ClassicHttpResponse response = Failures.named(
                    url,
                    patience,
                    () -> client.executeOpen(host, request(host, url, headers), HttpClientContext.create()));
            return new Answer(url, response, client, patience);
        } catch (IOException | InterruptedException | RuntimeException e) {
            patience.close();
            throw e;
        }
    }

    private static String notAllowed(UpstreamUrl url) {
        return InvalidRequestException.quote(url.origin()) + " is not in carillon.ticker.upstreams";
    }

    /** The target as it is; without a host the library would take the one of {@code //host} for it. */
    private static ClassicHttpRequest request(HttpHost host, UpstreamUrl url, Map<String, String> headers) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(Method.GET, host, url.target());
        request.setHeader("Host", url.authority());
        request.setHeader("User-Agent", "Carillon");
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("Connection", "close");
        headers.forEach(request::setHeader);
        return request;
    }
}
