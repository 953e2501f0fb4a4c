package dev.carillon.chat.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.text.MessageFilter.Verdict;
import dev.carillon.chat.text.WordFilter.Mode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordFilterTest {

    private static final List<String> WORDS =
            List.of("darn", "silly goose", "Idiot", "bum", "heil", "笨蛋", "дурак", "ano", "ass", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "darn",
                "DARN!",
                "so darn, really",
                "dаrn",
                "d4rn",
                "ＤＡＲＮ",
                "𝐝𝐚𝐫𝐧",
                "da\u200Brn",
                "d\u0336a\u0336rn",
                "d.a.r.n",
                "d-a_r*n",
                "(darn)",
                "darn.Next",
                "<b>darn</b>",
                "silly goose",
                "Silly\n  GOOSE",
                "1diot",
                "1d\u0456ot",
                "|diot",
                "idiot",
                "你是笨蛋吗",
                "дурак",
                "ДУРАК",
                "дypaк",
                "a$$",
                "HEIL"
            })
    void a_word_is_found_however_it_is_written(String text) {
        assertThat(check(Mode.REFUSE, text)).isInstanceOf(Verdict.Refuse.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "darning",
                "undarn",
                "darn3d",
                "silly",
                "silly gooses",
                "goose silly",
                "burn",
                "hell",
                "HELL",
                "año",
                "class",
                "as s",
                "d....arn",
                "sillygoose",
                "ldiot",
                "\uD800",
                "\0"
            })
    void other_words_pass(String text) {
        assertThat(check(Mode.REFUSE, text)).isInstanceOf(Verdict.Pass.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "oh DARN, a darn thing  | oh ****, a **** thing",
                "d.a.r.n. done          | *******. done",
                "d\u0336a\u0336r\u0336n\u0336 it | **** it",
                "you silly  goose       | you *****  *****",
                "你是笨蛋吗             | 你是**吗",
                "👍🏽 darn 👍🏽         | 👍🏽 **** 👍🏽",
            })
    void each_character_of_a_word_is_masked_and_nothing_else(String text, String masked) {
        assertThat(check(Mode.MASK, text)).isEqualTo(new Verdict.Change(masked));
    }

    @Test
    void the_reason_does_not_repeat_the_word() {
        Verdict.Refuse refusal = (Verdict.Refuse) check(Mode.REFUSE, "darn");

        assertThat(refusal.reason()).isNotBlank().doesNotContainIgnoringCase("darn");
    }

    @Test
    void without_words_everything_passes() {
        assertThat(WordFilter.of(List.of(), Mode.REFUSE).check("r", "a", "darn"))
                .isInstanceOf(Verdict.Pass.class);
        assertThat(WordFilter.of(List.of("", " ", "..."), Mode.MASK).check("r", "a", "... a"))
                .isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void a_thousand_words_and_a_hostile_text_take_little_time() {
        List<String> words = Stream.concat(
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> Integer.toBinaryString(i)
                                        .replace('0', 'i')
                                        .replace('1', 'l')),
                        Stream.of("a".repeat(60) + "b"))
                .toList();
        WordFilter filter = WordFilter.of(words, Mode.MASK);
        List<String> texts = List.of(
                "1".repeat(4_000),
                "1 ".repeat(2_000),
                "a".repeat(4_000),
                "a.".repeat(2_000),
                "a" + ".".repeat(3_999),
                "字".repeat(4_000),
                "д ".repeat(2_000),
                "I1|!".repeat(1_000),
                "\u0301".repeat(24_000));

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> texts.forEach(text -> filter.check("r", "a", text)));
    }

    private static Verdict check(Mode mode, String text) {
        return WordFilter.of(WORDS, mode).check("lobby", "ann", text);
    }
}
