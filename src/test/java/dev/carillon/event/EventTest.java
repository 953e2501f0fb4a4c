package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    private static final Event EVENT =
            Event.of(new ChannelName("orders/7"), Payload.text("paid"), Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void a_message_is_durable_and_has_neither_type_nor_key() {
        assertThat(EVENT.isDurable()).isTrue();
        assertThat(EVENT.type()).isNull();
        assertThat(EVENT.key()).isNull();
    }

    @Test
    void each_part_is_changed_by_itself() {
        Event changed = EVENT.withType("order.paid").withKey("7").asVolatile();

        assertThat(changed)
                .isEqualTo(new Event(
                        EVENT.channel(), "order.paid", EVENT.payload(), "7", EVENT.time(), Event.Durability.VOLATILE));
        assertThat(changed.withType(null).withKey(null)).isEqualTo(EVENT.asVolatile());
    }

    @Test
    void labels_have_1_to_128_characters() {
        String longest = "ü".repeat(128);

        assertThat(EVENT.withType(longest).withKey(longest).type()).isEqualTo(longest);

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EVENT.withType(""))
                .withMessageContaining("The type is empty.");
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> EVENT.withKey(longest + "x"))
                .withMessageContaining("The key has 129 characters.")
                .satisfies(refused -> assertThat(refused.limit()).isEqualTo(Limit.EVENT_LABEL_LENGTH));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\0', '\r', '\n', '\t', '\u001b', '\u007f', '\u0085', '\u009f'})
    void labels_have_no_control_character(char control) {
        String code = String.format("U+%04X", (int) control);

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EVENT.withType("ab" + control))
                .satisfies(
                        refused -> assertThat(refused.finding()).isEqualTo("Character 3 of the type is " + code + "."));
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> EVENT.withKey(control + "ab"));
    }

    @Test
    void types_that_begin_with_carillon_are_the_hubs_own() {
        assertThat(EVENT.withType("carillon").withKey("carillon.gap").key()).isEqualTo("carillon.gap");

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EVENT.withType("carillon.gap"))
                .withMessageContaining("The type is 'carillon.gap'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ud83d\ud83d\ude00", "\ude00\ud83d"})
    void text_with_half_a_surrogate_pair_is_refused(String text) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> Payload.text(text))
                .withMessageContaining("unpaired surrogate");
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> Payload.json('"' + text + '"'));
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> EVENT.withKey(text));
    }

    @Test
    void a_payload_keeps_control_characters_and_line_ends() {
        Payload payload = Payload.text("a\0b\r\nc");

        assertThat(payload.text()).isEqualTo("a\0b\r\nc");
        assertThat(payload.isJson()).isFalse();
        assertThat(Payload.json("{}").isJson()).isTrue();
    }

    @Property
    void the_size_of_a_payload_is_that_of_its_utf_8(@ForAll String text) {
        Payload payload;
        try {
            payload = Payload.text(text);
        } catch (InvalidEventException refused) {
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isFalse();
            return;
        }

        assertThat(payload.sizeInBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void an_emoji_counts_four_bytes() {
        assertThat(Payload.text("aü€😀").sizeInBytes()).isEqualTo(1 + 2 + 3 + 4);
    }
}
