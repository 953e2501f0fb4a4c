package dev.carillon.stream.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.hub.Gap;
import dev.carillon.hub.Reading;
import dev.carillon.stream.Json;
import dev.carillon.stream.NdjsonFormat;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The document of a poll, byte for byte. */
class PollDocumentTest {

    private static final EventId START = new EventId("k3", 10);
    private static final Event EVENT =
            Event.of(new ChannelName("a"), Payload.text("é"), Instant.parse("2026-01-31T12:00:00Z"));

    @Test
    void nothing_is_an_empty_list_and_a_place() {
        assertThat(text(PollDocument.nothing(START))).isEqualTo("{\"events\":[],\"cursor\":\"k3-10\",\"gap\":null}");
    }

    @Test
    void what_was_read_is_a_list_of_envelopes() {
        Gap gap = new Gap(Gap.Reason.TRIMMED, START, START.at(11));
        Reading reading = new Reading(
                List.of(new Entry(START.at(12), EVENT), new Entry(START.at(14), EVENT)),
                START.at(15),
                Optional.of(gap),
                Optional.empty());

        PollDocument document = PollDocument.of(reading);

        assertThat(text(document))
                .isEqualTo("{\"events\":[" + Json.envelope(EVENT, START.at(12)) + ","
                        + Json.envelope(EVENT, START.at(14)) + "],\"cursor\":\"k3-15\","
                        + "\"gap\":{\"reason\":\"trimmed\",\"after\":\"k3-10\",\"resumed\":\"k3-11\"}}");
        assertThat(document.gap()).contains(Json.gap(gap));
    }

    @Test
    void what_was_read_backwards_tells_where_the_older_page_ends() {
        Reading more = new Reading(List.of(), START, Optional.empty(), Optional.of(START.at(4)));
        Reading all = new Reading(List.of(), START, Optional.empty(), Optional.empty());

        assertThat(text(PollDocument.ofEarlier(more)))
                .isEqualTo("{\"events\":[],\"cursor\":\"k3-10\",\"before\":\"k3-4\",\"gap\":null}");
        assertThat(text(PollDocument.ofEarlier(all)))
                .isEqualTo("{\"events\":[],\"cursor\":\"k3-10\",\"before\":null,\"gap\":null}");
    }

    @Test
    void lines_of_a_feed_are_taken_as_they_are() {
        Lines lines = lines(
                NdjsonFormat.NDJSON.event(EVENT, START.at(12)),
                NdjsonFormat.NDJSON.heartbeat(),
                NdjsonFormat.NDJSON.event(EVENT, null));

        PollDocument document = PollDocument.of(lines, START, 100);

        assertThat(text(document))
                .isEqualTo("{\"events\":[" + Json.envelope(EVENT, START.at(12)) + "," + Json.envelope(EVENT, null)
                        + "],\"cursor\":\"k3-12\",\"gap\":null}");
    }

    @Test
    void the_cursor_stays_before_what_the_limit_leaves_out() {
        Lines lines =
                lines(NdjsonFormat.NDJSON.event(EVENT, START.at(12)), NdjsonFormat.NDJSON.event(EVENT, START.at(13)));

        assertThat(PollDocument.of(lines, START, 1).cursor()).isEqualTo(START.at(12));
    }

    @Test
    void a_volatile_event_does_not_move_the_cursor() {
        assertThat(PollDocument.of(lines(NdjsonFormat.NDJSON.event(EVENT, null)), START, 1)
                        .cursor())
                .isEqualTo(START);
    }

    /** What somebody has published looks like the hub's own words, and is not taken for them. */
    @Test
    void data_that_looks_like_an_id_is_data() {
        Event forged =
                Event.of(new ChannelName("a"), Payload.text("{\"id\":\"k3-99\",\"resumed\":\"k3-98\"}"), EVENT.time());

        assertThat(PollDocument.of(lines(NdjsonFormat.NDJSON.event(forged, null)), START, 1)
                        .cursor())
                .isEqualTo(START);
    }

    @Test
    void a_gap_is_told_and_the_cursor_is_where_reading_goes_on() {
        Gap gap = new Gap(Gap.Reason.TRIMMED, START, START.at(20));

        PollDocument document = PollDocument.of(lines(NdjsonFormat.NDJSON.gap(gap)), START, 1);

        assertThat(text(document)).isEqualTo("{\"events\":[],\"cursor\":\"k3-20\",\"gap\":" + Json.gap(gap) + "}");
    }

    @Test
    void volatile_events_are_added_to_what_was_read() {
        Reading reading =
                new Reading(List.of(new Entry(START.at(12), EVENT)), START.at(12), Optional.empty(), Optional.empty());
        Lines lines = lines(NdjsonFormat.NDJSON.event(EVENT, START.at(12)), NdjsonFormat.NDJSON.event(EVENT, null));

        assertThat(text(PollDocument.of(reading).withVolatileOf(lines)))
                .isEqualTo("{\"events\":[" + Json.envelope(EVENT, START.at(12)) + "," + Json.envelope(EVENT, null)
                        + "],\"cursor\":\"k3-12\",\"gap\":null}");
    }

    @Test
    void heartbeats_and_places_say_nothing() {
        assertThat(lines(NdjsonFormat.NDJSON.heartbeat()).saySomething()).isFalse();
        assertThat(lines(NdjsonFormat.NDJSON.cursor(START)).saySomething()).isFalse();
        assertThat(lines(NdjsonFormat.NDJSON.event(EVENT, null)).saySomething()).isTrue();
        assertThat(lines(NdjsonFormat.NDJSON.gap(new Gap(Gap.Reason.SLOW, START, START)))
                        .saySomething())
                .isTrue();
    }

    /** The array of a chunk may be longer than the chunk. */
    private static Lines lines(byte[]... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            bytes.writeBytes(frame);
        }
        int length = bytes.size();
        bytes.writeBytes(NdjsonFormat.NDJSON.event(EVENT, START.at(99)));
        return new Lines(bytes.toByteArray(), length);
    }

    private static String text(PollDocument document) {
        return new String(document.toBytes(), UTF_8);
    }
}
