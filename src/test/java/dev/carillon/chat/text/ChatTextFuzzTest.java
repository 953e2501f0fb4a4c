package dev.carillon.chat.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import dev.carillon.Hostile;
import dev.carillon.chat.text.MessageFilter.Verdict;
import dev.carillon.chat.text.WordFilter.Mode;
import dev.carillon.event.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in is right or refused, and what cannot be refused becomes right. {@code mvn -Pfuzz test} tries it more often. */
class ChatTextFuzzTest {

    private static final WordFilter FILTER = WordFilter.of(List.of("darn", "a b", "字", "é", "ill"), Mode.MASK);

    @Property
    void a_text_is_kept_byte_for_byte_or_refused(@ForAll("texts") String text) {
        parsed(MessageText::new, text).ifPresent(message -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(message.value()).isEqualTo(text).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            assertThat(bytes).hasSizeBetween(1, 48 * 1024);
        });
        parsed(RoomTitle::new, text)
                .ifPresent(title -> assertThat(title.value()).isEqualTo(text));
        parsed(Topic::new, text).ifPresent(topic -> assertThat(topic.value()).isEqualTo(text));
        parsed(Reason::new, text).ifPresent(reason -> assertThat(reason.value()).isEqualTo(text));
        parsed(Emoji::new, text)
                .ifPresent(emoji -> assertThat(new Emoji(emoji.value())).isEqualTo(emoji));
    }

    @Property
    void a_name_is_visible_and_short_or_refused(@ForAll("texts") String text) {
        parsed(DisplayName::new, text).ifPresent(ChatTextFuzzTest::assertHarmless);
    }

    @Property
    void a_lenient_name_is_always_a_name(@ForAll("texts") String claimed, @ForAll("texts") String fallback) {
        DisplayName name = DisplayName.lenient(claimed, fallback);

        assertThat(new DisplayName(name.value())).isEqualTo(name);
        assertHarmless(name);
    }

    @Property
    void a_right_name_is_not_changed(@ForAll("texts") String text) {
        parsed(DisplayName::new, text)
                .ifPresent(name -> assertThat(DisplayName.lenient(text, "x")).isEqualTo(name));
    }

    @Property
    void a_skeleton_knows_no_case(@ForAll("words") String name) {
        assertThat(Lookalikes.skeleton(name)).isEqualTo(Lookalikes.skeleton(name.toUpperCase(Locale.ROOT)));
    }

    @Property
    void nothing_else_ever_throws(@ForAll("texts") String text) {
        List<String> mentions = Mentions.find(text, name -> name);
        String index = Words.index(text);
        Optional<List<String>> query = parsed(Words::query, text);
        String skeleton = Lookalikes.skeleton(text);

        assertThat(mentions).hasSizeLessThanOrEqualTo(20).doesNotHaveDuplicates();
        assertThat(index)
                .doesNotContain("  ")
                .doesNotContainPattern("[\\r\\n\\t]")
                .isEqualTo(index.strip());
        assertThat(query.isPresent()).isEqualTo(!index.isEmpty());
        assertThat(skeleton.isEmpty()).isEqualTo(text.isEmpty());
    }

    @Property
    void a_masked_message_is_still_a_message(@ForAll("texts") String text) {
        parsed(MessageText::new, text).ifPresent(message -> {
            if (FILTER.check("r", "a", text) instanceof Verdict.Change change) {
                assertThat(new MessageText(change.text()).value()).contains("*");
                assertThat(Clusters.count(change.text())).isEqualTo(Clusters.count(text));
            }
        });
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                codePoints().list().ofMaxSize(40).map(ChatTextFuzzTest::joined),
                Hostile.text(
                        "@",
                        "Ann",
                        "darn",
                        "a b",
                        "字",
                        "\u0301",
                        "\u200B",
                        "\u200D",
                        "\uFE0F",
                        "👍🏽",
                        "👨‍👩‍👧",
                        "I",
                        "l",
                        "1",
                        "\u3164",
                        "e",
                        "\u0327",
                        "가",
                        "\u1100",
                        "ﷺ",
                        "🇩",
                        "\u20E3",
                        "ก",
                        "\u093C",
                        "क"));
    }

    /** Of one alphabet: among Latin letters the look of a Greek one decides, not its case. */
    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "abcdefghijklmnopqrstuvwxyzß",
                        "абвгдежзийклмнопрстуфхцчшщъыьэюяіјѕ",
                        "αβγδεζηθικλμνξοπρστυφχψως")
                .flatMap(alphabet -> Arbitraries.strings()
                        .withChars(alphabet + "0123456789 .-")
                        .ofMinLength(1)
                        .ofMaxLength(12));
    }

    /** All of Unicode, also what is not assigned, and halves of pairs. */
    private static Arbitrary<Integer> codePoints() {
        return Arbitraries.integers().between(0, Character.MAX_CODE_POINT).edgeCases(config -> config.none());
    }

    private static String joined(List<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }

    private static void assertHarmless(DisplayName name) {
        String value = name.value();
        assertThat(value.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 256);
        assertThat(Clusters.count(value)).isBetween(1, 32);
        assertThat(Normalizer2.getNFCInstance().isNormalized(value)).isTrue();
        assertThat(value).doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}@/]|  |^ | $|[\\p{Zs}&&[^ ]]");
        assertThat(name.skeleton()).isNotEmpty();
    }

    /** Anything but a refusal fails the test. */
    private static <T> Optional<T> parsed(Function<String, T> parse, String text) {
        try {
            return Optional.of(parse.apply(text));
        } catch (InvalidRequestException refused) {
            assertThat(refused.rule()).isNotBlank();
            assertThat(refused.finding()).isNotBlank();
            assertThat(refused.remedy()).isNotBlank();
            return Optional.empty();
        }
    }
}
