package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Gap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire format of event streams, byte for byte. */
class SseFormatTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final EventId ID = new EventId("k3", 17);

    /** In the source {@code \\r} and {@code \\n} are two characters each, so that a table shows what is meant. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            a|data: a\\n\\n
            a\\nb|data: a\\ndata: b\\n\\n
            a\\rb|data: a\\ndata: b\\n\\n
            a\\r\\nb|data: a\\ndata: b\\n\\n
            a\\n\\rb|data: a\\ndata: \\ndata: b\\n\\n
            a\\r\\r\\nb\\nc|data: a\\ndata: \\ndata: b\\ndata: c\\n\\n
            a\\n|data: a\\ndata: \\n\\n
            a\\r|data: a\\ndata: \\n\\n
            a\\r\\n|data: a\\ndata: \\n\\n
            \\n|data: \\ndata: \\n\\n
            \\na|data: \\ndata: a\\n\\n
            a\\n\\nb|data: a\\ndata: \\ndata: b\\n\\n
             a|data:  a\\n\\n
            : a|data: : a\\n\\n
            data: a|data: data: a\\n\\n
            """)
    void every_line_of_the_data_is_a_field(String data, String wire) {
        assertThat(frame(null, null, unescape(data))).isEqualTo(unescape(wire));
    }

    @Test
    void empty_data_is_one_empty_field_so_that_the_event_is_dispatched() {
        assertThat(frame(null, null, "")).isEqualTo("data: \n\n");
    }

    @Test
    void id_and_type_stand_before_the_data() {
        assertThat(frame("add", "k3-17", "a\nb")).isEqualTo("id: k3-17\nevent: add\ndata: a\ndata: b\n\n");
        assertThat(frame("add", null, "a")).isEqualTo("event: add\ndata: a\n\n");
        assertThat(frame(null, "k3-17", "a")).isEqualTo("id: k3-17\ndata: a\n\n");
    }

    @Test
    void a_byte_order_mark_is_data_like_any_other() {
        assertThat(SseFormat.frame(null, null, "\uFEFFa"))
                .isEqualTo(
                        new byte[] {'d', 'a', 't', 'a', ':', ' ', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', 10, 10});
    }

    @Test
    void a_nul_is_data_like_any_other() {
        assertThat(SseFormat.frame(null, null, "a\0b"))
                .isEqualTo(new byte[] {'d', 'a', 't', 'a', ':', ' ', 'a', 0, 'b', 10, 10});
    }

    @Test
    void what_is_not_ascii_is_utf_8_and_only_cr_and_lf_end_a_line() {
        // U+0085, U+2028 and U+2029 end lines elsewhere; U+010A has a byte 0x0A in UTF-16.
        String data = "é € 😀 \u0085 \u2028 \u2029 \u010A \u000B \f";

        assertThat(SseFormat.frame("größe", null, data))
                .isEqualTo(("event: größe\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        assertThat(SseFormat.frame(null, null, "€"))
                .isEqualTo(new byte[] {'d', 'a', 't', 'a', ':', ' ', (byte) 0xE2, (byte) 0x82, (byte) 0xAC, 10, 10});
    }

    @Test
    void the_largest_event_is_framed_whole() {
        String line = "x".repeat(65_536);

        assertThat(frame(null, "k3-1", line)).isEqualTo("id: k3-1\ndata: " + line + "\n\n");
    }

    @Test
    void the_largest_event_of_line_ends_has_a_field_for_each() {
        String data = "\n".repeat(65_536);

        assertThat(frame(null, null, data)).isEqualTo("data: \n".repeat(65_537) + "\n");
    }

    @Test
    void a_plain_stream_has_id_type_and_data() {
        Event event = event(Payload.text("hi")).withType("chat").withKey("k");

        assertThat(text(SseFormat.PLAIN.event(event, ID))).isEqualTo("id: k3-17\nevent: chat\ndata: hi\n\n");
    }

    @Test
    void a_volatile_event_has_no_id() {
        Event event = event(Payload.text("hi")).asVolatile();

        assertThat(text(SseFormat.PLAIN.event(event, null))).isEqualTo("data: hi\n\n");
    }

    @Test
    void json_data_is_kept_as_it_was_sent() {
        Event event = event(Payload.json("{\n \"a\": 1.0\n}"));

        assertThat(text(SseFormat.PLAIN.event(event, ID)))
                .isEqualTo("id: k3-17\ndata: {\ndata:  \"a\": 1.0\ndata: }\n\n");
    }

    @Test
    void an_envelope_names_the_channel_and_stands_on_one_line() {
        Event event = event(Payload.text("a\r\n\"b\"")).withType("chat").withKey("k");

        assertThat(text(SseFormat.ENVELOPE.event(event, ID)))
                .isEqualTo("id: k3-17\nevent: chat\ndata: {\"id\":\"k3-17\",\"channel\":\"orders/7\",\"type\":\"chat\","
                        + "\"key\":\"k\",\"time\":\"2026-01-31T12:00:00Z\",\"data\":\"a\\u000d\\n\\\"b\\\"\"}\n\n");
    }

    @Test
    void an_envelope_has_json_data_as_a_value() {
        Event event = event(Payload.json("{\r\n\"a\":\n1}")).asVolatile();

        assertThat(text(SseFormat.ENVELOPE.event(event, null)))
                .isEqualTo("data: {\"id\":null,\"channel\":\"orders/7\",\"type\":null,\"key\":null,"
                        + "\"time\":\"2026-01-31T12:00:00Z\",\"data\":{  \"a\": 1}}\n\n");
    }

    @Test
    void a_gap_has_no_id_so_that_the_clients_last_id_stays() {
        Gap gap = new Gap(Gap.Reason.TRIMMED, ID, ID.at(40));

        assertThat(text(SseFormat.PLAIN.gap(gap))).isEqualTo("""
                        event: carillon.gap
                        data: {"reason":"trimmed","after":"k3-17","resumed":"k3-40"}

                        """);
        assertThat(SseFormat.ENVELOPE.gap(gap)).isEqualTo(SseFormat.PLAIN.gap(gap));
    }

    @Test
    void a_cursor_moves_the_clients_last_id_and_dispatches_nothing() {
        assertThat(text(SseFormat.PLAIN.cursor(ID))).isEqualTo("id: k3-17\n\n");
    }

    @Test
    void a_stream_opens_with_the_reconnection_time_and_a_comment() {
        assertThat(text(SseFormat.PLAIN.opening(Duration.ofMillis(2_345)))).isEqualTo("retry: 2345\n: carillon\n\n");
    }

    @Test
    void a_stream_closes_with_a_comment_that_tells_why() {
        assertThat(text(SseFormat.PLAIN.closing("too-many-connections")))
                .isEqualTo(": closed too-many-connections\n\n");
    }

    /** An EventSource takes the time and shows the application nothing. */
    @Test
    void the_last_words_tell_when_to_come_back_and_why_it_ends() {
        assertThat(text(SseFormat.PLAIN.lastWords(CloseReason.DRAINED, Duration.ofMillis(2_345))))
                .isEqualTo("retry: 2345\n: closed drained\n\n");
        assertThat(text(SseFormat.ENVELOPE.lastWords(CloseReason.TOKEN_REVOKED, null)))
                .isEqualTo(": closed token-revoked\n\n");
    }

    @Test
    void a_heartbeat_is_an_empty_comment_and_no_event() {
        assertThat(text(SseFormat.PLAIN.heartbeat())).isEqualTo(":\n\n");
    }

    private static Event event(Payload payload) {
        return Event.of(new ChannelName("orders/7"), payload, NOON);
    }

    private static String frame(@Nullable String type, @Nullable String id, String data) {
        return text(SseFormat.frame(type, id, data));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
