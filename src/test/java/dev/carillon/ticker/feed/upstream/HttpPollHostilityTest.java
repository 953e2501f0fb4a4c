package dev.carillon.ticker.feed.upstream;

import static dev.carillon.ticker.feed.upstream.HostileUpstream.answer;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.json;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.raw;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.upstream.HostileUpstream.Behaviour;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an upstream may do to a feed that fetches. */
@Timeout(60)
class HttpPollHostilityTest {

    private static final String GOOD = "{\"quotes\":[{\"s\":\"ACME\",\"p\":1.50}]}";
    private static final String LATE = "no whole answer within 2.0 s";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final HostileUpstream upstream = HostileUpstream.started();
    private final Feed hasty = feed("PT2S");
    private final Feed patient = feed("PT1M");

    @AfterEach
    void end() throws Exception {
        upstream.close();
    }

    private Feed feed(String timeout) {
        return Feeds.poll(Feeds.upstream(upstream), upstream.at("/quotes?key=secret"), timeout);
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                        time(),
                        Stream.of(
                                deed("closes at once", exchange -> {}, "the connection ended without an answer"),
                                deed("resets at once", HostileUpstream.Exchange::reset, "the connection broke: "),
                                deed(
                                        "resets in the head",
                                        exchange ->
                                                exchange.send("HTTP/1.1 200").reset(),
                                        ""),
                                deed(
                                        "resets in the body",
                                        exchange -> exchange.send(HEAD + "\r\n{\"quo")
                                                .reset(),
                                        "")),
                        heads(),
                        bodies(),
                        statuses(),
                        documents())
                .flatMap(deeds -> deeds);
    }

    private static Stream<Arguments> time() {
        return Stream.of(
                deed("stalls before the head", HostileUpstream.Exchange::stall, LATE),
                deed(
                        "stalls in the head",
                        exchange -> exchange.send("HTTP/1.1 200 OK\r\nA:").stall(),
                        LATE),
                deed(
                        "stalls in the body",
                        exchange -> exchange.send(HEAD + "\r\n{\"quotes\":").stall(),
                        LATE),
                deed(
                        "drips its head",
                        exchange -> exchange.send("HTTP/1.1 200 OK\r\n").drip("A: b\r\n"),
                        LATE),
                deed("drips its body", exchange -> exchange.send(HEAD + "\r\n").drip(" "), LATE),
                deed(
                        "drips chunks",
                        exchange -> exchange.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n")
                                .drip("1\r\n \r\n"),
                        LATE));
    }

    private static Stream<Arguments> heads() {
        String long64 = "x".repeat(64);
        return Stream.of(
                deed(
                        "has an endless head",
                        exchange -> exchange.send("HTTP/1.1 200 OK\r\n").forever("A: " + long64 + "\r\n"),
                        "no HTTP/1.1: 'Maximum header count exceeded'"),
                deed(
                        "has an endless head of long lines",
                        exchange -> exchange.send("HTTP/1.1 200 OK\r\n").forever("A: " + long64.repeat(100) + "\r\n"),
                        "the head has more than 32768 bytes"),
                deed(
                        "has an endless line",
                        exchange -> exchange.send("HTTP/1.1 200 OK\r\nA: ").forever(long64),
                        "no HTTP/1.1: 'Maximum line length limit exceeded'"),
                deed(
                        "has endless interim answers",
                        exchange -> exchange.forever("HTTP/1.1 103 Early Hints\r\n\r\n"),
                        "the head has more than 32768 bytes"),
                deed(
                        "speaks something else",
                        raw("SSH-2.0-OpenSSH_9.2\r\n"),
                        "no HTTP/1.1: 'Invalid protocol version; error at offset 0: <SSH-2.0-"),
                deed("speaks HTTP/2", raw("HTTP/2 200\r\n\r\n"), "no HTTP/1.1"),
                deed(
                        "switches",
                        raw("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n"),
                        "switched to another protocol"),
                deed(
                        "has a line that is no field",
                        raw("HTTP/1.1 200 OK\r\nA b\r\n\r\n{}"),
                        "'Invalid header; error at"),
                deed("has a blank in a name", raw("HTTP/1.1 200 OK\r\nA : b\r\n\r\n{}"), "'Invalid header; error at"),
                deed(
                        "has a NUL",
                        raw("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n{}"),
                        "the head has a control character in 'A: b"),
                deed("ends in its head", raw("HTTP/1.1 200 OK\r\nA: b\r\n"), "the connection ended within the head"));
    }

    private static Stream<Arguments> bodies() {
        String spaces = " ".repeat(1000);
        return Stream.of(
                deed(
                        "has an endless body",
                        exchange -> exchange.send(HEAD + "\r\n").forever(spaces),
                        "the body has more than 1048576 bytes"),
                deed(
                        "has endless chunks",
                        exchange -> exchange.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n")
                                .forever("3e8\r\n" + spaces + "\r\n"),
                        "the body has more than 1048576 bytes"),
                deed(
                        "has a chunk's endless extension",
                        exchange -> exchange.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n1;")
                                .forever(spaces),
                        "no HTTP/1.1: 'Maximum line length limit exceeded'"),
                deed(
                        "has an endless trailer",
                        exchange -> exchange.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\n")
                                .forever("A: b\r\n"),
                        "no HTTP/1.1: 'Maximum header count exceeded'"),
                deed(
                        "says a large length",
                        exchange -> exchange.send(HEAD + "Content-Length: 99999999999\r\n\r\n")
                                .forever(spaces),
                        "the body has more than 1048576 bytes"),
                deed(
                        "cuts its chunks",
                        raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n22\r\n" + GOOD.substring(0, 20)),
                        "the connection ended within the body"),
                deed(
                        "leaves out the last chunk",
                        raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
                        "the connection ended within the body"),
                deed(
                        "cuts its body",
                        raw(HEAD + "Content-Length: 100\r\n\r\n" + GOOD),
                        "the connection ended within the body"),
                deed(
                        "has a wrong chunk",
                        raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
                        "no HTTP/1.1: 'Negative chunk size'"),
                deed(
                        "has a longer chunk",
                        raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"),
                        "no HTTP/1.1: 'Unexpected content at the end of chunk'"),
                deed(
                        "frames twice",
                        raw(HEAD + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
                        "Transfer-Encoding 'chunked' and a Content-Length"),
                deed(
                        "has two lengths",
                        raw(HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
                        "no HTTP/1.1: 'Multiple Content-Length headers'"),
                deed(
                        "has a negative length",
                        raw(HEAD + "Content-Length: -1\r\n\r\n{}"),
                        "no HTTP/1.1: 'Negative content length: -1'"),
                deed(
                        "compresses",
                        raw(HEAD + "Content-Encoding: gzip\r\n\r\n\u001f"),
                        "compressed with 'gzip', unasked"));
    }

    private static Stream<Arguments> statuses() {
        return Stream.of(
                deed("fails", answer("500 Oops", GOOD), "answered 500"),
                deed("has nothing", raw("HTTP/1.1 204 No Content\r\n\r\n"), "answered 204"),
                deed("has created something", answer("201 Created", GOOD), "answered 201"),
                deed("has a part", answer("206 Partial Content", GOOD), "answered 206"),
                deed("says 304 unasked", raw("HTTP/1.1 304 Not Modified\r\n\r\n"), "answered 304"),
                deed("wants a password", answer("401 Who\r\nWWW-Authenticate: Basic realm=x", ""), "answered 401"),
                deed("redirects nowhere", answer("302 Found", ""), "redirected without a Location"),
                deed(
                        "redirects to two places",
                        answer("302 Found\r\nLocation: /a\r\nLocation: /b", ""),
                        "several values of location"),
                deed(
                        "redirects to a file",
                        redirect(302, "file:///etc/passwd"),
                        "a URL of http or https is asked for, not of 'file'"),
                deed("redirects to ftp", redirect(302, "ftp://127.0.0.1/quotes"), "not of 'ftp'"),
                deed(
                        "redirects to a user",
                        redirect(302, "http://user:pw@127.0.0.1/"),
                        "a URL with a user or a password"),
                deed("redirects to no URL", redirect(302, "http://[::1"), "is not a URL"),
                deed("redirects past the end of a line", redirect(302, "/a b"), "characters that no URL has"));
    }

    private static Stream<Arguments> documents() {
        return Stream.of(
                deed("has no JSON", json("<html>"), "no JSON: "),
                deed("has nothing in it", json(""), "no JSON: "),
                deed("has half of it", json(GOOD.substring(0, 30)), "no JSON: "),
                deed("has two documents", json(GOOD + GOOD), "no JSON: "),
                deed(
                        "has a field twice",
                        json("{\"quotes\":[],\"quotes\":[{\"s\":\"ACME\",\"p\":1}]}"),
                        "There is 'quotes' twice"),
                deed("nests deeply", json("{\"quotes\":" + "[".repeat(100_000)), "no JSON: "),
                deed("nests objects deeply", json("{\"quotes\":" + "{\"a\":".repeat(100_000)), "no JSON: "),
                deed(
                        "has a number without end",
                        json("{\"quotes\":[{\"s\":\"ACME\",\"p\":" + "9".repeat(500_000) + "}]}"),
                        "no JSON: "),
                deed("has no quotes", json("{\"error\":\"none\"}"), "there is no array at /quotes"),
                deed(
                        "has quotes of another type",
                        json("{\"quotes\":{\"s\":\"ACME\",\"p\":1}}"),
                        "there is no array at /quotes"),
                deed("is only a number", json("42"), "there is no array at /quotes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deeds")
    void an_upstream_that_misbehaves_is_named_and_the_next_good_answer_works(
            String deed, Behaviour behaviour, String reason) {
        // A busy machine takes its time for all else, too.
        Feed feed = reason.equals(LATE) ? hasty : patient;
        NotedOutlet outlet = new NotedOutlet(1);
        upstream.then(behaviour, HostileUpstream.json(GOOD));
        long begin = System.nanoTime();

        Throwable failure = Feeds.run(feed, outlet);

        assertThat(failure).isInstanceOf(FeedException.class).hasMessageContaining(reason);
        assertThat(failure.getMessage())
                .startsWith(upstream.origin().toString())
                .doesNotContain("secret");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(outlet.quotes()).isEmpty();
        assertThat(outlet.oks()).isZero();
        assertThat(Feeds.run(feed, outlet)).isInstanceOf(InterruptedException.class);
        assertThat(outlet.prices()).containsExactly("ACME 1.50");
    }

    private static Arguments deed(String name, Behaviour behaviour, String reason) {
        return Arguments.of(name, behaviour, reason);
    }
}
