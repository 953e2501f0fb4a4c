package dev.carillon.chat.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alice",
                "ALICE",
                "alice",
                "аlice",
                "АLICE",
                "AIice",
                "A1ice",
                "A|ice",
                "A l i c e",
                "a.l-i_c'e",
                "Ａｌｉｃｅ",
                "𝐀𝐥𝐢𝐜𝐞",
                "Alⅰce",
                "Αlice",
                "Ꭺlice",
                "al\u0456ce",
                "Al\u2010ice",
                "al\u200Bice",
                "Alıce",
                "A\u00a0lice"
            })
    void all_of_these_look_like_alice(String name) {
        assertThat(Lookalikes.skeleton(name)).isEqualTo(Lookalikes.skeleton("Alice"));
    }

    @ParameterizedTest
    @CsvSource({
        "Bob, B0b", "OTTO, 0tt0", "modern, rnodern", "Paypal, Раураl", "Paypal, рaypal", "Nick, Νick", "Ivan, Iνan",
        "Straße, STRASSE", "Weiß, Weiβ", "Вася, ВАСЯ", "Вася, вася", "Νίκος, ΝΊΚΟΣ", "Зоя, 3оя", "Savvas, Sawas",
        "SCOPE, ЅСОРЕ", "BOB, Вob", "ИВАН, иван", "O'Brien, O’brien", "İpek, ipek", "user1, userl"
    })
    void names_that_look_alike_are_the_same(String one, String other) {
        assertThat(Lookalikes.skeleton(one)).isEqualTo(Lookalikes.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({
        "Alice, Alicia",
        "Ann, Anna",
        "Eva, Ena",
        "José, Jose",
        "user1, user2",
        "王小明, 王小日",
        "Вася, Вадя",
        "Dan, Den",
        "Nick, Vick",
        "a٠, a"
    })
    void names_that_differ_stay_different(String one, String other) {
        assertThat(Lookalikes.skeleton(one)).isNotEqualTo(Lookalikes.skeleton(other));
    }

    @Test
    void a_name_always_has_a_skeleton() {
        assertThat(Lookalikes.skeleton("-._")).isNotEmpty();
        assertThat(Lookalikes.skeleton("٠")).isNotEmpty();
        assertThat(new DisplayName("Ann").skeleton()).isEqualTo(Lookalikes.skeleton("ann"));
    }
}
