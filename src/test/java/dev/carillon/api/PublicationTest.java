package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidChannelException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body and its headers become an event, or are refused with a reason. */
class PublicationTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ApiSettings NAMES = new ApiSettings(128, 64, 128);

    @Test
    void a_body_is_a_durable_event_without_labels() {
        assertThat(event("x", Map.of())).isEqualTo(Event.of(new ChannelName("a/b"), Payload.text("x"), NOON));
    }

    @Test
    void json_is_kept_as_it_was_sent() {
        String document = " {\"b\": 1.0,\n \"b\": 1e400, \"a\": \"\\u00e9\"} ";

        assertThat(json(document).payload()).isEqualTo(Payload.json(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{'a':1}",
                "[1] [2]",
                "[1] x",
                "nul",
                "\"a",
                "01",
                "\uFEFF{}",
                "{\"a\":1,}",
                "\"\t\""
            })
    void what_is_not_one_json_document_is_refused(String body) {
        assertRefused(() -> json(body), Problem.MALFORMED_JSON);
    }

    /** Parsson throws a bare RuntimeException for it, which was answered with a 500. */
    @Test
    void a_document_of_ten_thousand_levels_is_refused() {
        String bomb = "[".repeat(10_000) + "]".repeat(10_000);

        assertRefused(() -> json(bomb), Problem.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E-999999999"})
    void a_number_of_enormous_size_is_not_computed(String number) {
        Event event = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> json(number));

        assertThat(event.payload().text()).isEqualTo(number);
    }

    @Test
    void a_number_of_many_digits_is_not_computed() {
        String number = "1".repeat(65_536);

        Event event = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> json(number));

        assertThat(event.payload().text()).isEqualTo(number);
    }

    @Test
    void a_channel_that_cannot_be_is_refused() {
        for (String channel : List.of("", "a b", "a/*", "a//b", "../a")) {
            assertThatThrownBy(() -> event(channel, "x", Map.of())).isInstanceOf(InvalidChannelException.class);
        }
        assertRefused(() -> event("~sse/1", "x", Map.of()), Problem.RESERVED_CHANNEL);
    }

    @Test
    void the_headers_give_type_key_and_durability() {
        Event plain = event("x", Map.of());

        assertThat(event("x", Map.of("Event-Type", "t", "Event-Key", "k", "Event-Volatile", "true")))
                .isEqualTo(plain.withType("t").withKey("k").asVolatile());
        assertThat(event("x", Map.of("Event-Type", "", "Event-Key", "", "Event-Volatile", "false")))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "TRUE", "", "yes"})
    void any_other_durability_is_refused(String value) {
        assertRefused(() -> event("x", Map.of("Event-Volatile", value)), Problem.INVALID_EVENT);
    }

    @Test
    void labels_that_would_break_a_line_are_refused() {
        for (String label : List.of("a\rb", "a\nb", "a\0b", "x".repeat(129), "\u0085")) {
            assertRefused(() -> event("x", Map.of("Event-Type", label)), Problem.INVALID_EVENT);
            assertRefused(() -> event("x", Map.of("Event-Key", label)), Problem.INVALID_EVENT);
        }
    }

    @Test
    void the_types_of_the_hub_are_its_own() {
        assertRefused(() -> event("x", Map.of("Event-Type", "carillon.gap")), Problem.INVALID_EVENT);
    }

    private static Event json(String document) {
        return Publication.event(NAMES.channel("a/b"), new RequestBody(document, true), name -> null, NOON);
    }

    private static Event event(String text, Map<String, String> headers) {
        return event("a/b", text, headers);
    }

    private static Event event(String channel, String text, Map<String, String> headers) {
        return Publication.event(NAMES.channel(channel), new RequestBody(text, false), headers::get, NOON);
    }

    private static void assertRefused(ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.problem()).isEqualTo(problem);
            assertThat(List.of(e.rule(), e.finding(), e.remedy()))
                    .allSatisfy(part -> assertThat(part).endsWith("."));
        });
    }
}
