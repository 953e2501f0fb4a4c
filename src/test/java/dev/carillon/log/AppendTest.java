package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppendTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** A log on a disk compares it with what another version of the hub has written. */
    @Test
    void a_fingerprint_stays_the_same_in_later_versions() {
        Event full = event("orders/7", Payload.json("{\"text\":\"ü😀\"}"))
                .withType("order.paid")
                .withKey("7");
        Event bare = event("a", Payload.text(""));

        assertThat(Append.fingerprint(List.of(full, bare))).isEqualTo("81279708a10a23ef62623d06188acbe0");
    }

    @Test
    void a_fingerprint_does_not_depend_on_the_time_or_the_idempotency_key() {
        Event now = event("a", Payload.text("1"));
        Event later = Event.of(new ChannelName("a"), Payload.text("1"), NOW.plusSeconds(1));

        assertThat(new Append(List.of(later), new IdempotencyKey("ann", "key")).fingerprint())
                .isEqualTo(Append.fingerprint(List.of(now)));
    }

    @Test
    void every_other_part_makes_another_fingerprint() {
        Event event = event("a", Payload.text("1"));

        assertThat(Stream.of(
                                Append.of(),
                                Append.of(event),
                                Append.of(event, event),
                                Append.of(event("b", Payload.text("1"))),
                                Append.of(event("a", Payload.text("2"))),
                                Append.of(event("a", Payload.text(""))),
                                Append.of(event("a", Payload.json("1"))),
                                Append.of(event.withType("x")),
                                Append.of(event.withKey("x")),
                                Append.of(event.withType("x").withKey("x")),
                                Append.of(event, event.withType("x")),
                                Append.of(event.withType("x"), event))
                        .map(append -> Append.fingerprint(append.events())))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_character_that_moves_from_one_part_to_the_next_makes_another_fingerprint() {
        Event event = event("a", Payload.text("cd"));

        assertThat(Stream.of(
                                Append.of(event.withType("x").withKey("yz")),
                                Append.of(event.withType("xy").withKey("z")),
                                Append.of(event("a", Payload.text("c")), event("a", Payload.text("d"))),
                                Append.of(event("a", Payload.text("cd")), event("a", Payload.text(""))))
                        .map(append -> Append.fingerprint(append.events())))
                .doesNotHaveDuplicates();
    }

    @Test
    void its_weight_is_that_of_its_events() {
        Event small = event("a", Payload.text(""));
        Event large = event("a", Payload.text("x".repeat(1000)));

        assertThat(Append.of(small, large).weightInBytes()).isEqualTo(small.weightInBytes() + large.weightInBytes());
    }

    @Test
    void it_keeps_its_events_whatever_becomes_of_the_list() {
        List<Event> events = new ArrayList<>(List.of(event("a", Payload.text("1"))));
        Append append = new Append(events, null);

        events.clear();

        assertThat(append.events()).hasSize(1);
    }

    private static Event event(String channel, Payload payload) {
        return Event.of(new ChannelName(channel), payload, NOW);
    }
}
