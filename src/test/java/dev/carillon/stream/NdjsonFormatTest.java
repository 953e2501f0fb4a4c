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
import org.junit.jupiter.api.Test;

/** The wire format of streams of lines, byte for byte. */
class NdjsonFormatTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ChannelName CHANNEL = new ChannelName("orders/7");
    private static final EventId ID = new EventId("k3", 17);
    private static final NdjsonFormat FORMAT = NdjsonFormat.NDJSON;

    @Test
    void an_event_is_an_envelope_on_a_line() {
        Event event = Event.of(CHANNEL, Payload.json("{\n\"price\": 12.5}"), NOON)
                .withType("add")
                .withKey("acme");

        assertThat(text(FORMAT.event(event, ID)))
                .isEqualTo("{\"id\":\"k3-17\",\"channel\":\"orders/7\",\"type\":\"add\",\"key\":\"acme\","
                        + "\"time\":\"2026-01-31T12:00:00Z\",\"data\":{ \"price\": 12.5}}\n");
    }

    @Test
    void a_volatile_event_has_no_id() {
        Event event = Event.of(CHANNEL, Payload.text("€\r\n\u2028"), NOON).asVolatile();

        assertThat(text(FORMAT.event(event, null)))
                .isEqualTo("{\"id\":null,\"channel\":\"orders/7\",\"type\":null,\"key\":null,"
                        + "\"time\":\"2026-01-31T12:00:00Z\",\"data\":\"€\\u000d\\n\\u2028\"}\n");
    }

    @Test
    void what_is_no_event_has_one_field() {
        assertThat(text(FORMAT.gap(new Gap(Gap.Reason.TRIMMED, null, ID))))
                .isEqualTo("{\"gap\":{\"reason\":\"trimmed\",\"after\":null,\"resumed\":\"k3-17\"}}\n");
        assertThat(text(FORMAT.cursor(ID))).isEqualTo("{\"cursor\":\"k3-17\"}\n");
        assertThat(text(FORMAT.opening(Duration.ofMillis(2666)))).isEqualTo("{\"retry\":2666}\n");
        assertThat(text(FORMAT.closing("stopped"))).isEqualTo("{\"closed\":\"stopped\"}\n");
    }

    @Test
    void the_last_words_tell_when_to_come_back_and_why_it_ends() {
        assertThat(text(FORMAT.lastWords(CloseReason.DRAINED, Duration.ofMillis(2_345))))
                .isEqualTo("{\"retry\":2345}\n{\"closed\":\"drained\"}\n");
        assertThat(text(FORMAT.lastWords(CloseReason.TOKEN_EXPIRED, null)))
                .isEqualTo("{\"closed\":\"token-expired\"}\n");
    }

    @Test
    void a_heartbeat_is_an_empty_line() {
        assertThat(text(FORMAT.heartbeat())).isEqualTo("\n");
        assertThat(FORMAT.mediaType()).isEqualTo("application/x-ndjson");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
