package dev.carillon.ticker.feed.upstream;

import static dev.carillon.ticker.feed.upstream.HostileUpstream.answer;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.RetryAfter;
import dev.carillon.ticker.feed.upstream.HostileUpstream.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a feed that relays a stream makes of it. */
@Timeout(60)
class SseFeedTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=UTF-8\r\n\r\n";
    private static final String CHUNKS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final HostileUpstream upstream = HostileUpstream.started();
    private final Feed hasty = feed("'timeout':'PT2S'");
    private final Feed feed = feed("'timeout':'PT1M'");
    private final NotedOutlet outlet = new NotedOutlet(1);

    @AfterEach
    void end() throws IOException {
        upstream.close();
    }

    private Feed feed(String config) {
        return Feeds.of(
                new SseKind(Feeds.upstream(upstream)),
                "{'url':'" + upstream.at("/events?key=secret") + "'," + config + "}");
    }

    private static String quote(int id, String price) {
        return "id: " + id + "\nevent: quote\ndata: {\"symbol\":\"ACME\",\"price\":\"" + price + "\"}\n\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void quotes_of_another_hub_are_relayed_as_they_are() {
        upstream.then(
                raw(
                        HEAD
                                + "retry: 1500\n: hello\n\nevent: quote\ndata: {\"symbol\":\"ACME\",\"price\":\"189.30\",\"change\":\"1.25\",\"volume\":\"100\","
                                + "\"dayVolume\":\"12000\",\"bid\":\"189.29\",\"ask\":\"189.31\",\"time\":\"2026-11-27T12:00:00.123456Z\",\"sequence\":1795780800123456}\n\n"));

        Throwable end = Feeds.run(feed, outlet);

        assertThat(end).isInstanceOf(InterruptedException.class);
        assertThat(outlet.quotes())
                .singleElement()
                .hasToString("Tick[symbol=ACME, price=189.30, change=1.25, volume=100, bid=189.29, ask=189.31,"
                        + " time=2026-11-27T12:00:00.123456Z, sequence=1795780800123456]");
        assertThat(outlet.pauses()).containsExactly(Duration.ofMillis(1500));
        assertThat(upstream.requests())
                .singleElement()
                .asString()
                .contains("Accept: text/event-stream\r\n")
                .doesNotContain("Last-Event-ID");
    }

    @Test
    void other_events_are_left_out_and_wrong_ones_counted() {
        Feed trades = feed("'event':'trade, message','items':'/list','symbol':'/s','price':'/p'");
        upstream.then(raw(HEAD + quote(1, "1")
                + "event: trade\ndata: {\"list\":[{\"s\":\"A\",\"p\":1},{\"s\":\"A\"}]}\n\ndata: {\n\ndata: 5\n\n"
                + "data: {\"list\":\ndata: [{\"s\":\"B\",\"p\":2}]}\n\n"));

        Feeds.run(trades, outlet);

        assertThat(outlet.prices()).containsExactly("A 1", "B 2");
        assertThat(outlet.refusals()).hasSize(3);
        assertThat(outlet.refusals().get(0)).isEqualTo("item 2: there is no price");
        assertThat(outlet.refusals().get(1)).startsWith("no JSON: ");
        assertThat(outlet.refusals().get(2)).startsWith("there is no array at /list");
    }

    @Test
    void a_stream_that_ends_is_opened_again_where_it_was() {
        NotedOutlet twice = new NotedOutlet(2);
        upstream.then(raw(HEAD + quote(1, "1") + "id: ä字\n\nid: lost\ndata: x"), raw(HEAD + quote(2, "2")));

        Feeds.run(feed, twice);

        assertThat(twice.prices()).containsExactly("ACME 1", "ACME 2");
        assertThat(twice.pauses()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
        assertThat(upstream.requests().get(1)).contains("\r\nLast-Event-ID: ä字\r\n");
    }

    @Test
    void a_cut_in_the_middle_of_an_event_loses_and_repeats_nothing_in_the_next_run() {
        String second = quote(2, "2");
        upstream.then(
                exchange -> {
                    exchange.send(
                            CHUNKS + chunk("retry: 200\n\n" + quote(1, "1")) + "80\r\n" + second.substring(0, 40));
                    Awaitility.await().until(() -> outlet.quotes().size() == 1);
                    exchange.reset();
                },
                raw(CHUNKS + chunk(second) + "0\r\n\r\n"));

        Throwable failure = Feeds.run(feed, outlet);
        assertThat(failure)
                .isInstanceOf(FeedException.class)
                .hasMessageStartingWith(upstream.at("/events: the connection broke: "));
        assertThat(RetryAfter.of((FeedException) failure)).contains(Duration.ofMillis(200));
        Feeds.run(feed, outlet);

        assertThat(outlet.prices()).containsExactly("ACME 1", "ACME 2");
        assertThat(upstream.requests().get(1)).contains("\r\nLast-Event-ID: 1\r\n");
    }

    @Test
    void no_content_stops_for_good() throws Exception {
        upstream.then(raw("HTTP/1.1 204 No Content\r\n\r\n"));

        feed.run(outlet);

        assertThat(outlet.quotes()).isEmpty();
        assertThat(outlet.pauses()).isEmpty();
    }

    @Test
    void heartbeats_keep_a_quiet_stream_open_for_longer_than_the_time_out() {
        upstream.then(exchange -> {
            exchange.send(HEAD);
            for (int i = 0; i < 12; i++) {
                exchange.hold(Duration.ofMillis(200));
                exchange.send(":\n");
            }
            exchange.send(quote(1, "1"));
        });

        Throwable end = Feeds.run(hasty, outlet);

        assertThat(end).isInstanceOf(InterruptedException.class);
        assertThat(outlet.prices()).containsExactly("ACME 1");
        assertThat(outlet.oks()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0.1S",
        "00250, PT0.25S",
        "60000, PT1M",
        "60001, PT1M",
        "99999999999999999999, PT1M",
        "-1, PT3S",
        "1s, PT3S"
    })
    void the_reconnection_time_has_bounds(String retry, Duration expected) {
        upstream.then(raw(HEAD + "retry: " + retry + "\n" + quote(1, "1")));

        Feeds.run(feed, outlet);

        assertThat(outlet.pauses()).containsExactly(expected);
    }

    @Test
    void a_stream_that_says_nothing_but_when_to_come_again_is_a_failure_until_then() {
        upstream.then(raw(HEAD + "retry: 5000\n\n"));

        Throwable failure = Feeds.run(feed, outlet);

        assertThat(failure).hasMessage(upstream.at("/events: the stream ended without an event"));
        assertThat(RetryAfter.of((FeedException) failure)).contains(Duration.ofSeconds(5));
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                deed("stalls before the head", HostileUpstream.Exchange::stall, "no whole answer within 2.0 s"),
                deed(
                        "drips its head",
                        exchange -> exchange.send("HTTP/1.1 200 OK\r\n").drip("A: b\r\n"),
                        "no whole answer within 2.0 s"),
                deed(
                        "falls silent",
                        exchange -> exchange.send(HEAD + ": hello\n\n").stall(),
                        "silent for 2.0 s"),
                deed("resets", exchange -> exchange.send(HEAD).reset(), ""),
                deed("cuts its chunks", raw(CHUNKS + "40\r\ndata: 1\n\n"), "the connection ended within the body"),
                deed("ends at once", raw(HEAD), "the stream ended without an event"),
                deed(
                        "has an endless line",
                        exchange -> exchange.send(HEAD).forever("data"),
                        "a line of the stream has more than 65536 bytes"),
                deed(
                        "has an endless comment",
                        exchange -> exchange.send(HEAD + ":").forever("comment"),
                        "a line of the stream has more than 65536 bytes"),
                deed(
                        "has an endless event",
                        exchange -> exchange.send(HEAD).forever("data: 1\n"),
                        "an event has more than 262144 characters"),
                deed(
                        "has an endless id",
                        raw(HEAD + "id: " + "x".repeat(5000) + "\n"),
                        "an id has more than 4096 characters"),
                deed(
                        "is no stream",
                        answer("200 OK\r\nContent-Type: text/html", quote(1, "1")),
                        "no event stream, but 'text/html'"),
                deed("has no type", answer("200 OK", quote(1, "1")), "no event stream, but 'no Content-Type'"),
                deed("fails", answer("500 Oops\r\nContent-Type: text/event-stream", quote(1, "1")), "answered 500"),
                deed("says 304", raw("HTTP/1.1 304 Not Modified\r\n\r\n"), "answered 304"),
                deed(
                        "redirects to a stranger",
                        HostileUpstream.redirect(302, "http://quotes.example/"),
                        "'http://quotes.example:80' is not in carillon.ticker.upstreams"),
                deed(
                        "compresses",
                        raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br\r\n\r\n"),
                        "compressed with 'br'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deeds")
    void an_upstream_that_misbehaves_is_named_and_the_next_good_stream_works(
            String deed, Behaviour behaviour, String reason) {
        // A busy machine takes its time for all else, too.
        Feed chosen = reason.endsWith("2.0 s") ? hasty : feed;
        upstream.then(behaviour, raw(HEAD + quote(1, "1.50")));
        long begin = System.nanoTime();

        Throwable failure = Feeds.run(chosen, outlet);

        assertThat(failure).isInstanceOf(FeedException.class).hasMessageContaining(reason);
        assertThat(failure.getMessage())
                .startsWith(upstream.origin().toString())
                .doesNotContain("secret");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(outlet.quotes()).isEmpty();
        assertThat(Feeds.run(chosen, outlet)).isInstanceOf(InterruptedException.class);
        assertThat(outlet.prices()).containsExactly("ACME 1.50");
    }

    @Test
    void an_interruption_ends_a_silent_stream_at_once() throws Exception {
        Feed patient = feed("'timeout':'PT1H'");
        upstream.then(exchange -> exchange.send(HEAD + ": hello\n\n").stall());
        Thread thread = new Thread(() -> Feeds.run(patient, outlet));
        thread.start();
        Awaitility.await().until(() -> outlet.oks() > 0);

        thread.interrupt();

        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static Arguments deed(String name, Behaviour behaviour, String reason) {
        return Arguments.of(name, behaviour, reason);
    }
}
