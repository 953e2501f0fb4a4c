package dev.carillon.chat.text;

import static dev.carillon.chat.text.Refused.finding;
import static dev.carillon.chat.text.Refused.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carillon.event.Problem;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "<script>alert('x')</script> &amp; <b>",
                "line\r\nline\n\ttab",
                "abc\u202Edef\u2066x\u2069",
                "in\u200Bvi\u2060si\uFEFFble",
                "👨‍👩‍👧‍👦 ❤️ 1️⃣ 🇩🇪 👍🏽",
                "e\u0301 é",
                "Z̴̡̛a̵̢̛l̶̡̛g̵̢̛o̷",
                "\u2028 line \u2029",
                "  spaces stay  ",
                "\uFFFF\uE000 may be anything"
            })
    void it_is_kept_exactly_as_it_was_sent(String text) {
        MessageText message = new MessageText(text);

        assertThat(message.value()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|U+0000",
                "7|U+0007",
                "8|U+0008",
                "11|U+000B",
                "12|U+000C",
                "27|U+001B",
                "31|U+001F",
                "127|U+007F",
                "128|U+0080",
                "133|U+0085",
                "159|U+009F"
            })
    void control_characters_are_refused_and_named(int control, String name) {
        String finding = finding(MessageText::new, "ab" + (char) control);

        assertThat(finding).isEqualTo("Code point 3 is " + name + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\r\n\t", "\u00a0\u3000", "\u200B", "\u3164\u2800", "\u202E\uFE0F", "\u2028"})
    void what_shows_nothing_is_refused(String text) {
        assertThat(finding(MessageText::new, text)).isEqualTo("It shows nothing: it has only white space.");
    }

    @Test
    void what_is_empty_is_refused_with_a_rule_and_a_remedy() {
        var refusal = refusal(MessageText::new, "");

        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_MESSAGE);
        assertThat(refusal.finding()).isEqualTo("It is empty.");
        assertThat(refusal.rule()).contains("1 to 4,000 characters", "48 KiB");
        assertThat(refusal.remedy()).isNotBlank();
    }

    @Test
    void halves_of_surrogate_pairs_are_refused() {
        assertThat(finding(MessageText::new, "😀\uD83D")).isEqualTo("Code point 2 is half of a surrogate pair.");
        assertThat(finding(MessageText::new, "\uDE00\uD83D")).isEqualTo("Code point 1 is half of a surrogate pair.");
    }

    @Test
    void characters_are_counted_as_people_do() {
        assertThatCode(() -> new MessageText("😀".repeat(4_000))).doesNotThrowAnyException();
        assertThatCode(() -> new MessageText("\r\n".repeat(3_999) + "a")).doesNotThrowAnyException();
        assertThatCode(() -> new MessageText("e\u0301".repeat(4_000))).doesNotThrowAnyException();

        assertThat(finding(MessageText::new, "😀".repeat(4_001)))
                .isEqualTo("It has 4,001 characters; 4,000 are the limit.");
        assertThat(finding(MessageText::new, "a".repeat(4_001)))
                .isEqualTo("It has 4,001 characters; 4,000 are the limit.");
        assertThat(finding(MessageText::new, "\r\n".repeat(4_000) + "a"))
                .isEqualTo("It has 4,001 characters; 4,000 are the limit.");
    }

    @Test
    void few_characters_may_have_too_many_bytes_and_the_refusal_tells_which_limit_it_was() {
        String families = FAMILY.repeat(4_000);
        String oneTower = "a" + "\u0301".repeat(24 * 1024);

        assertThat(finding(MessageText::new, families))
                .isEqualTo("It has 100,000 bytes of UTF-8; 49,152 are the limit.");
        assertThat(finding(MessageText::new, oneTower))
                .isEqualTo("It has 49,153 bytes of UTF-8; 49,152 are the limit.");
        assertThatCode(() -> new MessageText(oneTower.substring(1, 24 * 1024) + "a"))
                .doesNotThrowAnyException();
    }

    @Test
    void the_name_of_a_room_is_one_visible_line() {
        Function<String, ?> title = RoomTitle::new;

        assertThat(new RoomTitle("Team / Blue @ 北京 ❤️").value()).isEqualTo("Team / Blue @ 北京 ❤️");
        assertThat(finding(title, "")).isEqualTo("It is empty.");
        assertThat(finding(title, "\u3000")).isEqualTo("It shows nothing: it has only white space.");
        assertThat(finding(title, "a\r\nb")).isEqualTo("Code point 2 is U+000D.");
        assertThat(finding(title, "a\u202Eb")).isEqualTo("Code point 2 is U+202E.");
        assertThat(finding(title, "a\u200Bb")).isEqualTo("Code point 2 is U+200B.");
        assertThat(finding(title, "a\u3164")).isEqualTo("Code point 2 is U+3164.");
        assertThat(finding(title, "a\uFE0F")).isEqualTo("Code point 2 is U+FE0F.");
        assertThat(finding(title, "字".repeat(65))).isEqualTo("It has 65 characters; 64 are the limit.");
        assertThat(finding(title, "a\u0301".repeat(1) + "\u0301".repeat(300))).contains("512 are the limit");
        assertThat(refusal(title, "").problem()).isEqualTo(Problem.INVALID_NAME);
    }

    @Test
    void a_topic_may_be_empty_and_have_lines() {
        Function<String, ?> topic = Topic::new;

        assertThat(new Topic("").value()).isEmpty();
        assertThat(new Topic("a\r\n\nb").value()).isEqualTo("a\r\n\nb");
        assertThat(finding(topic, "a\tb")).isEqualTo("Code point 2 is U+0009.");
        assertThat(finding(topic, "a\0")).isEqualTo("Code point 2 is U+0000.");
        assertThat(finding(topic, "a".repeat(501))).isEqualTo("It has 501 characters; 500 are the limit.");
        assertThat(finding(topic, FAMILY.repeat(200))).isEqualTo("It has 5,000 bytes of UTF-8; 4,096 are the limit.");
        assertThat(refusal(topic, "\0").problem()).isEqualTo(Problem.INVALID_NAME);
    }

    @Test
    void a_reason_may_be_empty_and_is_one_line() {
        Function<String, ?> reason = Reason::new;

        assertThat(new Reason("").value()).isEmpty();
        assertThat(new Reason("spam, 3 × heute").value()).isEqualTo("spam, 3 × heute");
        assertThat(finding(reason, "a\nb")).isEqualTo("Code point 2 is U+000A.");
        assertThat(finding(reason, "a\u2028b")).isEqualTo("Code point 2 is U+2028.");
        assertThat(finding(reason, "a".repeat(201))).isEqualTo("It has 201 characters; 200 are the limit.");
        assertThat(finding(reason, FAMILY.repeat(100))).isEqualTo("It has 2,500 bytes of UTF-8; 2,048 are the limit.");
        assertThat(refusal(reason, "\n").problem()).isEqualTo(Problem.INVALID_MESSAGE);
    }
}
