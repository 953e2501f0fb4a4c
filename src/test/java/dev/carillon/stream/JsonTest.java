package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.hub.Gap;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The JSON that is written without a library, and read back with one. */
class JsonTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");

    @Test
    void every_field_of_an_envelope_is_always_there() {
        Event event = Event.of(new ChannelName("a/b"), Payload.text("x"), NOON).asVolatile();

        assertThat(Json.envelope(event, null))
                .isEqualTo("{\"id\":null,\"channel\":\"a/b\",\"type\":null,\"key\":null,"
                        + "\"time\":\"2026-01-31T12:00:00.123Z\",\"data\":\"x\"}");
    }

    @Test
    void a_gap_of_a_reader_without_a_readable_id_says_null() {
        EventId resumed = new EventId("k3", 4);

        assertThat(Json.gap(new Gap(Gap.Reason.UNKNOWN_EPOCH, null, resumed)))
                .isEqualTo("{\"reason\":\"unknown-epoch\",\"after\":null,\"resumed\":\"k3-4\"}");
        assertThat(Json.gap(new Gap(Gap.Reason.SLOW, resumed, resumed)))
                .isEqualTo("{\"reason\":\"slow\",\"after\":\"k3-4\",\"resumed\":\"k3-4\"}");
    }

    @Test
    void what_would_end_a_line_or_a_string_is_escaped() {
        assertThat(string("\"\\\n\r\t\0\u007f\u2028\u2029/é😀"))
                .isEqualTo("\"\\\"\\\\\\n\\u000d\\u0009\\u0000\\u007f\\u2028\\u2029/é😀\"");
        assertThat(string(null)).isEqualTo("null");
        assertThat(string("")).isEqualTo("\"\"");
    }

    @Test
    void line_breaks_of_a_json_document_become_spaces() {
        Event event = Event.of(new ChannelName("a"), Payload.json("[1,\r\n2,\r3,\n\"\\n\"]"), NOON);

        String envelope = Json.envelope(event, null);

        assertThat(envelope).endsWith("\"data\":[1,  2, 3, \"\\n\"]}");
        assertThat(read(envelope).getJsonArray("data")).hasSize(4);
    }

    @Property
    void any_text_is_read_back_and_stands_on_one_line(@ForAll String text) {
        // jqwik also makes strings that are no Unicode text; the hub refuses those.
        String data = text.codePoints()
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Event event = Event.of(new ChannelName("a"), Payload.text(data), NOON);

        String envelope = Json.envelope(event, null);

        assertThat(read(envelope).getString("data")).isEqualTo(data);
        assertThat(envelope).doesNotContain("\n", "\r");
    }

    private static String string(@Nullable String value) {
        StringBuilder json = new StringBuilder();
        Json.string(json, value);
        return json.toString();
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
