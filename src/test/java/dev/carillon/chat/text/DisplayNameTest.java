package dev.carillon.chat.text;

import static dev.carillon.chat.text.Refused.finding;
import static dev.carillon.chat.text.Refused.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {

    private static final String TOWERS = "A character carries too many marks, or a mark has no character.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "7",
                "Ann Lee",
                "Jürgen",
                "Nguyễn Văn",
                "王小明",
                "やまだ たろう",
                "हिन्दी",
                "สมชาย",
                "محمد",
                "O'Brien",
                "J.R. <b>",
                "김철수",
                "Ann 🦊",
                "Ann ❤️",
                "Ab 👍🏽",
                "🇩🇪 Ann",
                "Q\u0323\u0307"
            })
    void what_everybody_sees_in_the_same_way_is_a_name(String name) {
        assertThat(new DisplayName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000", "000A", "000D", "001B", "007F", "0085", "00AD", "00A0", "034F", "061C", "115F", "1160", "180E",
                "200B", "200D", "200E", "2028", "2029", "202E", "2060", "2066", "2800", "3000", "3164", "E000", "FE00",
                "FE0F", "FEFF", "FF0F", "FF20", "FFA0", "FFFE", "0378", "1D159", "E0041", "E0100", "10FFFF"
            })
    void what_cannot_be_seen_is_refused_and_named(String hexadecimal) {
        String hidden = Character.toString(Integer.parseInt(hexadecimal, 16));

        assertThat(finding(DisplayName::new, "Ann" + hidden + "Lee"))
                .isEqualTo("Code point 4 is U+" + hexadecimal + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"       | It is empty.",
                "\" \"      | It shows nothing: it has only white space.",
                "\" Ann\"   | It has a space too many.",
                "\"Ann \"   | It has a space too many.",
                "\"A  n\"   | It has a space too many.",
                "!?          | It has no letter and no digit.",
                "🦊         | It has no letter and no digit.",
                "@Ann        | Code point 1 is '@'.",
                "a/b         | Code point 2 is '/'.",
            })
    void the_shape_of_a_name_is_checked(String name, String finding) {
        assertThat(finding(DisplayName::new, name)).isEqualTo(finding);
    }

    @Test
    void a_character_carries_at_most_two_marks() {
        assertThat(new DisplayName("q\u0301\u0302").value()).hasSize(3);
        assertThat(finding(DisplayName::new, "q\u0301\u0302\u0303")).isEqualTo(TOWERS);
        assertThat(finding(DisplayName::new, "\u0301a")).isEqualTo(TOWERS);
        assertThat(finding(DisplayName::new, "a \u0301")).isEqualTo(TOWERS);
    }

    @Test
    void a_name_that_is_composed_differently_is_the_same() {
        assertThat(new DisplayName("Jose\u0301")).isEqualTo(new DisplayName("José"));
    }

    @Test
    void a_name_has_at_most_32_characters_and_256_bytes() {
        assertThat(new DisplayName("😀".repeat(31) + "a").value()).hasSize(63);

        assertThat(finding(DisplayName::new, "字".repeat(33))).isEqualTo("It has 33 characters; 32 are the limit.");
        assertThat(finding(DisplayName::new, "क़्य".repeat(32))).endsWith("bytes of UTF-8; 256 are the limit.");
        assertThat(finding(DisplayName::new, "a".repeat(1_000_000))).endsWith("256 are the limit.");
        assertThat(refusal(DisplayName::new, "").problem()).isEqualTo(Problem.INVALID_NAME);
    }

    @Test
    void halves_of_surrogate_pairs_are_refused() {
        assertThat(finding(DisplayName::new, "Ann\uD83D")).isEqualTo("Code point 4 is half of a surrogate pair.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Ann Lee                   | Ann Lee",
                "\"  Ann \u3000 Lee\r\n\"   | Ann Lee",
                "Ann\u202E\u200B\0Lee      | AnnLee",
                "ann@example.org           | ann example.org",
                "Sales/Ann                 | Sales Ann",
                "q\u0301\u0302\u0303\u0304 | q\u0301\u0302",
                "e\u200D\u0301             | é",
                "\u0301a                   | a",
                "\"\"                      | u-7",
                "!!!                       | u-7",
                "\uD83D\u202E              | u-7",
            })
    void a_name_that_cannot_be_refused_is_cleaned(String claimed, String name) {
        assertThat(DisplayName.lenient(claimed, "u-7").value()).isEqualTo(name);
    }

    @Test
    void a_long_name_is_cut_between_characters() {
        assertThat(DisplayName.lenient("é".repeat(5_000), "").value()).isEqualTo("é".repeat(32));
        assertThat(DisplayName.lenient("a".repeat(31) + " bcd", "").value()).isEqualTo("a".repeat(31));
        assertThat(DisplayName.lenient("a" + "👍🏽".repeat(40), "").value()).isEqualTo("a" + "👍🏽".repeat(31));
    }

    @Test
    void without_any_name_he_is_somebody() {
        assertThat(DisplayName.lenient("\0", "\u202E").value()).isEqualTo("Somebody");
        assertThat(DisplayName.lenient("", "~ \u200Bx").value()).isEqualTo("~ x");
    }
}
