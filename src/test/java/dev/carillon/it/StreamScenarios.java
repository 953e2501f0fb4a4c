package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.stream.WhatwgEventStreamParser.Comment;
import dev.carillon.stream.WhatwgEventStreamParser.Retry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream is like before its first event. The WAR beats after two seconds without a write and tells 2 s to 4 s. */
interface StreamScenarios extends Scenario {

    String SETTING_HEARTBEAT = "2s";

    /** The sink that HTTP/1.1 without TLS gets. */
    String expectedSink();

    @Test
    default void a_stream_has_these_headers_and_no_others() throws Exception {
        try (RawStream stream = hub().subscribe(newChannel())) {
            assertThat(stream.statusLine()).startsWith("HTTP/1.1 200");
            assertThat(stream.headers().stream().filter(line -> !line.startsWith("Date: ")))
                    .containsExactlyInAnyOrderElementsOf(expectedHeaders());
        }
    }

    private List<String> expectedHeaders() {
        Set<String> headers = new TreeSet<>(Set.of(
                "Content-Type: text/event-stream",
                "Cache-Control: no-cache, no-store, no-transform",
                "X-Accel-Buffering: no",
                "X-Content-Type-Options: nosniff",
                "Vary: Origin",
                "Carillon-Sink: " + expectedSink()));
        if (!RealWar.onTomcat()) {
            // Payara's own idea.
            headers.add("X-Frame-Options: SAMEORIGIN");
        }
        headers.add(expectedSink().equals("tomcat") ? "Connection: close" : "Transfer-Encoding: chunked");
        return List.copyOf(headers);
    }

    @Test
    default void a_stream_opens_at_once_with_a_reconnection_time_and_a_comment() throws Exception {
        try (RawStream stream = hub().subscribe(newChannel())) {
            assertThat(stream.next()).isInstanceOf(Retry.class);
            assertThat(stream.next()).isEqualTo(new Comment(" carillon"));
        }
    }

    @Test
    default void each_client_is_told_to_come_back_at_another_time() throws Exception {
        Set<Long> times = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            try (RawStream stream = hub().subscribe(newChannel())) {
                times.add(((Retry) stream.next()).millis());
            }
        }

        assertThat(times).allSatisfy(millis -> assertThat(millis).isBetween(2_000L, 4_000L));
        assertThat(times).hasSizeGreaterThan(2);
    }

    @Test
    default void a_quiet_stream_gets_a_heartbeat() throws Exception {
        try (RawStream stream = hub().subscribe(newChannel())) {
            stream.nextComment();

            assertThat(stream.next()).isEqualTo(new Comment(""));
            assertThat(stream.next()).isEqualTo(new Comment(""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/x-ndjson"})
    default void head_has_the_headers_and_the_cursor_and_opens_no_stream(String accept) throws Exception {
        String channel = newChannel();
        String id = hub().publish(channel, "newest");
        try (RawStream head = RawStream.request(
                "HEAD",
                "HTTP/1.1",
                hub().at("/api/events?channel=" + channel),
                "Accept: " + accept,
                "Connection: close")) {
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).hasValue(accept);
            assertThat(head.header("Cache-Control")).hasValue("no-cache, no-store, no-transform");
            assertThat(head.header("Carillon-Cursor")).hasValue(id);
            assertThat(head.header("Carillon-Sink")).isEmpty();
            assertThat(head.readToEnd()).isEmpty();
        }
    }

    @Test
    default void http_1_0_gets_the_portable_sink() throws Exception {
        String channel = newChannel();
        try (RawStream stream = RawStream.request("GET", "HTTP/1.0", hub().at("/api/events?channel=" + channel))) {
            hub().publish(channel, "hello");

            assertThat(stream.header("Carillon-Sink")).hasValue("servlet");
            assertThat(stream.header("Transfer-Encoding")).isEmpty();
            assertThat(stream.nextMessage().data()).isEqualTo("hello");
        }
    }

    @Test
    default void one_connection_serves_requests_and_then_a_stream() throws Exception {
        String channel = newChannel();
        try (RawStream stream = RawStream.getOnUsedConnection(hub().at("/api/events?channel=" + channel))) {
            hub().publish(channel, "hello");

            assertThat(stream.header("Carillon-Sink")).hasValue(expectedSink());
            assertThat(stream.nextMessage().data()).isEqualTo("hello");
        }
    }

    @Test
    default void thousands_of_events_in_a_row_arrive_in_order() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            for (int batch = 0; batch < 10; batch++) {
                hub().publishNumbers(channel, batch * 500, batch * 500 + 499);
            }

            assertThat(stream.nextData(5_000))
                    .isEqualTo(IntStream.range(0, 5_000)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }
}
