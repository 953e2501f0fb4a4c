package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidSelectorException;
import dev.carillon.event.Selector;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionSettingTest {

    private static final String DOCUMENTED = "chat/** = 90d, 1000000 events; rooms = compact; ** = 24h, 256MiB";

    @Test
    void rules_are_read_in_their_order() {
        RetentionPolicy policy = RetentionSetting.parse(DOCUMENTED);

        assertThat(policy)
                .isEqualTo(new RetentionPolicy(List.of(
                        rule("chat/**", 1_000_000, Retention.UNLIMITED, Duration.ofDays(90)),
                        compacted("rooms", Duration.ofHours(24)),
                        rule("**", Retention.UNLIMITED, 256 << 20, Duration.ofHours(24)))));
    }

    @Test
    void the_example_in_the_message_can_be_used() {
        String example = RetentionSetting.TAKES.replaceAll(".*'(.*)'", "$1");

        assertThat(RetentionSetting.parse(example).rules()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "**=24h,256MiB,5 events",
                " ** = 24h , 256MiB , 5events ",
                ";** = 5 events, 256MiB, 24h;",
                "** = 1d, 268435456B, 5 events",
                "** = PT24H, 256MiB, 5 events;\n"
            })
    void blanks_order_and_units_are_free(String text) {
        assertThat(RetentionSetting.parse(text).rules())
                .containsExactly(rule("**", 5, 256 << 20, Duration.ofHours(24)));
    }

    @Test
    void what_is_not_said_is_not_limited() {
        assertThat(RetentionSetting.parse("a = 5 events; b = 1KB; c = 2h; ** = forever")
                        .rules())
                .containsExactly(
                        rule("a", 5, Retention.UNLIMITED, Retention.FOREVER),
                        rule("b", Retention.UNLIMITED, 1000, Retention.FOREVER),
                        rule("c", Retention.UNLIMITED, Retention.UNLIMITED, Duration.ofHours(2)),
                        rule("**", Retention.UNLIMITED, Retention.UNLIMITED, Retention.FOREVER));
    }

    @Test
    void the_age_of_a_compacted_channel_is_that_of_its_removals() {
        assertThat(RetentionSetting.parse("a = compact; b = compact, 7d; c = forever, compact; ** = compact, 500ms")
                        .rules())
                .containsExactly(
                        compacted("a", Duration.ofHours(24)),
                        compacted("b", Duration.ofDays(7)),
                        compacted("c", Retention.FOREVER),
                        compacted("**", Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DOCUMENTED,
                "** = forever",
                "a/*/b = 5 events; ** = 1500ms, 1B",
                "a = compact, forever; ** = compact, 90s"
            })
    void rules_that_are_printed_can_be_read_again(String text) {
        RetentionPolicy policy = RetentionSetting.parse(text);

        String printed = policy.rules().stream().map(RetentionRule::toString).collect(Collectors.joining("; "));

        assertThat(RetentionSetting.parse(printed)).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                     | the last rule has to be for **, so that every channel has one",
                ";                        | the last rule has to be for **, so that every channel has one",
                "a = 24h                  | the last rule has to be for **, so that every channel has one",
                "** = 24h; a = 24h        | the last rule has to be for **, so that every channel has one",
                "**                       | '**' has no '='",
                "a; ** = 24h              | 'a' has no '='",
                "** = 24h, 12h            | '12h' is the second limit of its kind",
                "** = 24h, forever        | 'forever' is the second limit of its kind",
                "** = forever, 24h        | '24h' is the second limit of its kind",
                "** = 1 events, 2 events  | '2 events' is the second limit of its kind",
                "** = 1B, 1KiB            | '1KiB' is the second limit of its kind",
                "** = compact, compact    | 'compact' is the second limit of its kind",
                "** =                     | '' is no amount",
                "** = 5 events,           | '' is no amount",
                "** = -24h                | '-24h' is no amount",
                "** = 24 hours            | 'hours' is not a unit of time",
                "** = 256mib              | 'mib' is not a unit of time",
                "** = 0h                  | '0h' is not above zero",
                "** = 0B                  | '0B' is not above zero",
                "** = 0 events            | '0' is not above zero",
                "** = 110000d             | '110000d' is too long",
            })
    void anything_else_is_refused_with_what_was_found(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionSetting.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rooms = compact, 5 events; ** = 24h", "rooms = 1MiB, compact; ** = 24h"})
    void a_compacted_channel_cannot_be_limited_in_size(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionSetting.parse(text))
                .withMessageContaining("'rooms' is compacted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"** = events", "** = many events", "** = 1.5 events", "** = 99999999999999999999 events"})
    void a_number_of_events_is_whole(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RetentionSetting.parse(text));
    }

    @Test
    void a_selector_that_is_none_is_refused() {
        assertThatThrownBy(() -> RetentionSetting.parse("chat lobby = 1h; ** = 24h"))
                .isInstanceOf(InvalidSelectorException.class)
                .hasMessageContaining("chat lobby");
        assertThatThrownBy(() -> RetentionSetting.parse("= 1h; ** = 24h")).isInstanceOf(InvalidSelectorException.class);
    }

    private static RetentionRule rule(String selector, long entries, long bytes, Duration age) {
        return new RetentionRule(new Selector(selector), new Retention(entries, bytes, age), false);
    }

    private static RetentionRule compacted(String selector, Duration age) {
        return new RetentionRule(
                new Selector(selector), new Retention(Retention.UNLIMITED, Retention.UNLIMITED, age), true);
    }
}
