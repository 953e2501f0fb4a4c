package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

    @Test
    void an_id_is_written_as_epoch_and_offset() {
        EventId id = new EventId("1y2p0ij32e8e7", 42);

        assertThat(id).hasToString("1y2p0ij32e8e7-42");
        assertThat(EventId.parse("1y2p0ij32e8e7-42")).isEqualTo(id);
    }

    @Test
    void the_longest_id_has_33_characters() {
        EventId longest = new EventId("z".repeat(13), Long.MAX_VALUE);

        assertThat(longest.toString()).hasSize(EventId.MAX_LENGTH);
        assertThat(EventId.parse(longest.toString())).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "a",
                "a-",
                "-1",
                "a--1",
                "a-1-2",
                "a-+1",
                "a-1 ",
                " a-1",
                "A-1",
                "a_b-1",
                "a-0x1",
                "a-1e3",
                "a-00",
                "a-01",
                "a-9223372036854775808",
                "a-99999999999999999999999",
                "a-١",
                "ä-1",
                "abcdefghijklmn-1",
                "urn:uuid:1"
            })
    void anything_else_is_refused(String text) {
        assertThatExceptionOfType(InvalidEventIdException.class)
                .isThrownBy(() -> EventId.parse(text))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.INVALID_EVENT_ID);
                    assertThat(refused.finding()).startsWith("Found '" + text);
                });
    }

    @Test
    void a_negative_offset_is_refused() {
        assertThatExceptionOfType(InvalidEventIdException.class).isThrownBy(() -> new EventId("a", -1));
    }

    @Property
    void what_was_written_is_read(
            @ForAll @StringLength(min = 1, max = 13) @LowerChars @NumericChars String epoch,
            @ForAll @LongRange(min = 0) long offset) {
        EventId id = new EventId(epoch, offset);

        assertThat(EventId.parse(id.toString())).isEqualTo(id);
        assertThat(id.toString()).matches("[0-9a-z-]{3,33}");
    }

    @Property
    void any_text_is_refused_or_the_only_way_to_write_its_id(
            @ForAll @StringLength(max = 40) @AlphaChars @NumericChars String left, @ForAll @NumericChars String right) {
        String text = left + "-" + right;
        String written;
        try {
            written = EventId.parse(text).toString();
        } catch (InvalidEventIdException refused) {
            written = text;
        }

        assertThat(written).isEqualTo(text);
    }
}
