package dev.carillon.chat.text;

import static dev.carillon.chat.text.Refused.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Hello, World!             | hello world",
                "don't 3.14 foo_bar a-b    | don't 3.14 foo_bar a b",
                "我喜欢北京天安门。         | 我 喜欢 北京 天安门",
                "今日は東京に行きます       | 今日 は 東京 に 行き ます",
                "สวัสดีครับผม                | สวัสดี ครับ ผม",
                "ＦＵＬＬ ﬁne             | full fine",
                "nice 👍🏽 ❤️ !?           | nice 👍🏽 ❤️",
                "<b>bold</b>               | b bold b",
                "\"x \u200D😀\"            | \"x \u200D😀\"",
                "!!! ... \u202E            | \"\"",
                "Straße                    | strasse",
            })
    void a_text_is_indexed_by_its_words(String text, String words) {
        assertThat(Words.index(text)).isEqualTo(words);
    }

    @Test
    void an_index_has_at_most_2000_words() {
        assertThat(Words.index("a ".repeat(2_000)).split(" ")).hasSize(2_000);
        assertThat(Words.index("我喜欢".repeat(4_000)).split(" ")).hasSize(2_000);
    }

    @Test
    void a_search_has_the_same_words_as_the_text() {
        assertThat(Words.query("北京 HELLO hello  Ｗorld")).containsExactly("北京", "hello", "world");
        assertThat(Words.query("a b c d e f g h i j k l")).hasSize(10).endsWith("j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!?", "\u200B", "\"*\"", "\0"})
    void a_search_without_a_word_is_refused(String query) {
        var refusal = refusal(Words::query, query);

        assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
        assertThat(refusal.finding()).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void a_long_text_takes_no_more_time_than_it_is_long() {
        List<String> texts =
                List.of("a".repeat(48 * 1024), "字".repeat(16 * 1024), "ก".repeat(16 * 1024), "\u0301".repeat(24_000));

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> texts.forEach(Words::index));
    }
}
