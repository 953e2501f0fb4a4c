package dev.carillon.chat.text;

import static dev.carillon.chat.text.Refused.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "❤️",
                "1️⃣",
                "#️⃣",
                "🇩🇪",
                "👨‍👩‍👧‍👦",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "👩🏻‍❤️‍💋‍👩🏽",
                "🏳️‍🌈",
                "©️"
            })
    void an_emoji_is_a_reaction(String emoji) {
        assertThat(new Emoji(emoji).value()).isEqualTo(emoji);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "#",
                "a",
                "ok",
                " ",
                "👍👍",
                "👍 ",
                "👍a",
                "🇩",
                "🇦🇦",
                "❤︎",
                "\uFE0F",
                "\u200D",
                "👍\u200D",
                "<b>",
                "\uD83D",
                "字",
                "1️",
                "👨‍👩‍👧‍👦‍👦‍👦",
                "👍\u0301",
                "\r\n"
            })
    void anything_else_is_refused(String text) {
        var refusal = refusal(Emoji::new, text);

        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_MESSAGE);
        assertThat(refusal.rule()).isEqualTo("A reaction is one emoji.");
    }

    @Test
    void with_and_without_the_coloured_form_it_is_the_same_reaction() {
        assertThat(new Emoji("❤")).isEqualTo(new Emoji("❤️"));
        assertThat(new Emoji("1⃣")).isEqualTo(new Emoji("1️⃣"));
        assertThat(new Emoji("🏳‍🌈")).isEqualTo(new Emoji("🏳️‍🌈"));
        assertThat(new Emoji("👍\uFE0F")).isEqualTo(new Emoji("👍"));
    }

    @Test
    void what_is_long_is_refused_before_it_is_looked_at() {
        assertThat(refusal(Emoji::new, "👍".repeat(1_000_000)).finding()).hasSizeLessThan(400);
    }
}
