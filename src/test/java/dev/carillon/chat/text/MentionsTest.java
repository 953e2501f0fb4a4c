package dev.carillon.chat.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTest {

    private static final Map<String, String> KNOWN = Map.of(
            Mentions.key("Ann"), "ann",
            Mentions.key("Ann Lee"), "ann-lee",
            Mentions.key("J.R."), "jr",
            Mentions.key("王小明"), "wang",
            Mentions.key("小明"), "ming",
            Mentions.key("やまだ"), "yamada",
            Mentions.key("철수"), "cheol",
            Mentions.key("José"), "jose",
            Mentions.key("สมชาย"), "somchai");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello @Ann              | ann",
                "@ANN!                   | ann",
                "@Ann's idea             | ann",
                "(@Ann)                  | ann",
                "@Ann Lee is here        | ann-lee",
                "@Ann Leeds              | ann",
                "@J.R. said              | jr",
                "@王小明你好             | wang",
                "你好@小明，来            | ming",
                "你好＠小明              | ming",
                "@やまださん             | yamada",
                "@철수야 안녕             | cheol",
                "@สมชายครับ              | somchai",
                "@Jose\u0301 hi          | jose",
                "@Ａｎｎ                   | ann",
                "@Ann你好                | ann",
                "@@Ann                   | ann",
                "<b>@Ann</b>             | ann",
            })
    void a_known_name_behind_an_at_sign_is_a_mention(String text, String user) {
        assertThat(Mentions.find(text, KNOWN::get)).containsExactly(user);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail ann@Ann.org",
                "7@Ann",
                "e\u0301@Ann",
                "a_@Ann",
                "@Anna",
                "@Ann_b",
                "@Ann7",
                "@ Ann",
                "@\nAnn",
                "Ann",
                "@",
                "@Bob",
                "@An",
                "@Jose"
            })
    void anything_else_is_text(String text) {
        assertThat(Mentions.find(text, KNOWN::get)).isEmpty();
    }

    @Test
    void people_are_mentioned_once_and_in_the_order_of_the_text() {
        assertThat(Mentions.find("@王小明 @Ann @ann, @Ann Lee", KNOWN::get)).containsExactly("wang", "ann", "ann-lee");
    }

    @Test
    void at_most_20_people_are_found() {
        String text = IntStream.range(0, 30).mapToObj(i -> "@user" + i).collect(Collectors.joining(" "));

        List<String> found = Mentions.find(text, name -> name.startsWith("user") && !name.contains(" ") ? name : null);

        assertThat(found).hasSize(20).startsWith("user0").endsWith("user19");
    }

    @Test
    void a_hostile_text_asks_no_more_often_than_it_is_long() {
        AtomicInteger asked = new AtomicInteger();
        List<String> texts = List.of(
                "@".repeat(4_000),
                "@a".repeat(2_000),
                "@字".repeat(2_000),
                "@" + "字".repeat(3_999),
                "@" + "a ".repeat(2_000));

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (String text : texts) {
                asked.set(0);
                Mentions.find(text, name -> {
                    asked.incrementAndGet();
                    return null;
                });
                assertThat(asked.get()).isLessThanOrEqualTo(4_000);
            }
        });
    }

    @Test
    void the_key_is_the_same_for_every_way_to_write_a_name() {
        assertThat(Mentions.key("ＡＮＮ")).isEqualTo(Mentions.key("ann")).isEqualTo("ann");
        assertThat(Mentions.key("Jose\u0301")).isEqualTo(Mentions.key("JOSÉ"));
        assertThatCode(() -> Mentions.key("\uD800")).doesNotThrowAnyException();
    }
}
