package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | CHINESE",
                "zh                      | CHINESE",
                "ZH-Hans-SG              | CHINESE",
                "fr, zh;q=0.5, en;q=0.4  | CHINESE",
                "en-US,en;q=0.9,zh;q=0.8 | ENGLISH",
                "en;q=0.3, zh;q=0        | ENGLISH",
                "fr                      | ENGLISH",
                "zhx                     | ENGLISH",
                "*                       | ENGLISH",
                "';;,,=zh'               | ENGLISH",
                "none                    | ENGLISH",
            })
    void the_language_that_is_wanted_most_is_spoken(String acceptLanguage, Language spoken) {
        assertThat(Language.of(acceptLanguage)).isEqualTo(spoken);
    }
}
