package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Streams of NDJSON, line for line. The WAR beats after two seconds. */
interface LineScenarios extends Scenario {

    String expectedSink();

    @Test
    default void lines_have_the_headers_of_a_stream() throws Exception {
        try (RawStream lines = lines(newChannel())) {
            assertThat(lines.status()).isEqualTo(200);
            assertThat(lines.header("Content-Type")).hasValue("application/x-ndjson");
            assertThat(lines.header("Cache-Control")).hasValue("no-cache, no-store, no-transform");
            assertThat(lines.header("X-Accel-Buffering")).hasValue("no");
            assertThat(lines.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(lines.header("Carillon-Sink")).hasValue(expectedSink());
        }
    }

    @Test
    default void a_stream_of_lines_is_told_when_to_come_back_then_where_it_begins_then_events() throws Exception {
        String channel = newChannel();
        String old = hub().publish(channel, "old");
        try (RawStream lines = lines(channel)) {
            String id = hub().publish(
                            channel,
                            "{\n\"a\": 1}",
                            "Content-Type",
                            "application/json",
                            "Event-Type",
                            "add",
                            "Event-Key",
                            "k");
            hub().post("/api/events/" + channel, "line\nbreak", "Event-Volatile", "true");

            assertThat(lines.nextLine().orElseThrow()).matches("\\{\"retry\":[0-9]+}");
            assertThat(lines.nextLine()).contains("{\"cursor\":\"" + old + "\"}");
            assertThat(nextEvent(lines))
                    .startsWith("{\"id\":\"" + id + "\",\"channel\":\"" + channel
                            + "\",\"type\":\"add\",\"key\":\"k\",\"time\":\"")
                    .endsWith("\",\"data\":{ \"a\": 1}}");
            assertThat(nextEvent(lines))
                    .startsWith("{\"id\":null,\"channel\":\"" + channel + "\",\"type\":null,\"key\":null,\"time\":\"")
                    .endsWith("\",\"data\":\"line\\nbreak\"}");
            assertThat(lines.nextLine()).as("a heartbeat").contains("");
        }
    }

    @Test
    default void a_gap_is_a_line_and_a_header() throws Exception {
        String channel = newChannel();
        hub().publish(channel, "kept");
        try (RawStream lines = lines(channel, "Last-Event-ID: k3-1")) {
            String gap = lines.header("Carillon-Gap").orElseThrow();

            lines.nextLine();
            assertThat(lines.nextLine()).contains("{\"gap\":" + gap + "}");
            assertThat(lines.nextLine().orElseThrow()).contains("\"data\":\"kept\"");
        }
    }

    /** On a busy machine a heartbeat may come before it. */
    private static String nextEvent(RawStream lines) throws IOException {
        String line = lines.nextLine().orElseThrow();
        while (line.isEmpty()) {
            line = lines.nextLine().orElseThrow();
        }
        return line;
    }

    private RawStream lines(String channel, String... headers) throws IOException {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = "Accept: application/x-ndjson";
        return RawStream.get(hub().at("/api/events/" + channel), all);
    }
}
