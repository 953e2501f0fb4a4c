package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

    @ParameterizedTest
    @CsvSource({
        "orders,orders",
        "orders/*,orders/7",
        "*,orders",
        "*/*,orders/7",
        "*/7,orders/7",
        "orders/*/lines,orders/7/lines",
        "**,orders",
        "**,orders/7/lines",
        "chat/**,chat",
        "chat/**,chat/lobby",
        "chat/**,chat/lobby/files",
        "chat/*/**,chat/lobby",
        "chat/*/**,chat/lobby/files/1",
        "~clock,~clock",
        "~clock/**,~clock",
        "~clock/*,~clock/second",
        "a/*,a/~b",
    })
    void a_selector_chooses(String selector, String channel) {
        assertThat(new Selector(selector).matches(new ChannelName(channel))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "orders,orders/7",
        "orders/7,orders",
        "orders/*,orders",
        "orders/*,orders/7/lines",
        "orders/*,order/7",
        "orders/*,orders7",
        "*,orders/7",
        "*/*,orders",
        "chat/**,chats",
        "chat/**,cha",
        "chat/*/**,chat",
        "orders/*/lines,orders/7/line",
        "orders/*/lines,orders/7/linesx",
        "*,~clock",
        "**,~clock",
        "*/second,~clock/second",
    })
    void a_selector_does_not_choose(String selector, String channel) {
        assertThat(new Selector(selector).matches(new ChannelName(channel))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**/a    | '**' stands before the end",
                "a/**/b  | '**' stands before the end",
                "a*      | '*' is not a whole segment",
                "***     | '*' is not a whole segment",
                "a/*b    | '*' is not a whole segment",
                "a//*    | it has an empty segment",
                "*/..    | it has a segment '.' or '..'",
                "a/*/ü   | character 5 is 'ü'",
            })
    void anything_else_is_refused_with_what_was_found(String value, String flaw) {
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> new Selector(value))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.INVALID_SELECTOR);
                    assertThat(refused.finding()).isEqualTo("In '" + value + "' " + flaw + ".");
                });
    }

    @Test
    void a_set_chooses_what_one_of_its_selectors_chooses() {
        SelectorSet set = SelectorSet.of("orders/7", "chat/*", "news/**");

        assertThat(set.matches(new ChannelName("orders/7"))).isTrue();
        assertThat(set.matches(new ChannelName("chat/lobby"))).isTrue();
        assertThat(set.matches(new ChannelName("news"))).isTrue();
        assertThat(set.matches(new ChannelName("orders/8"))).isFalse();
        assertThat(SelectorSet.none().matches(new ChannelName("orders/7"))).isFalse();
    }

    @Test
    void two_sets_with_the_same_selectors_are_equal() {
        SelectorSet one = SelectorSet.of("a", "b/*");
        SelectorSet other = SelectorSet.of("b/*", "a", "a");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(SelectorSet.of("a"));
    }
}
