package dev.carillon.ticker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.SelectorSet;
import dev.carillon.ticker.model.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenTest {

    @Test
    void names_are_their_channels_and_need_grants_for_just_these() {
        Chosen chosen = Chosen.of("ACME, BOX", 64);

        assertThat(chosen.grants()).isEqualTo(SelectorSet.of("ticker/ACME", "ticker/BOX"));
        assertThat(chosen.channels(List.of())).isEqualTo(SelectorSet.of("ticker/ACME", "ticker/BOX"));
        assertThat(chosen.isOpen()).isFalse();
    }

    @Test
    void a_beginning_is_what_is_there_and_needs_a_grant_for_all() {
        Chosen chosen = Chosen.of("ACME,B*", 64);

        assertThat(chosen.grants()).isEqualTo(SelectorSet.of("ticker/*"));
        assertThat(chosen.channels(List.of(new Symbol("BOX")))).isEqualTo(SelectorSet.of("ticker/ACME", "ticker/BOX"));
        assertThat(chosen.isOpen()).isTrue();
        assertThat(chosen.matches(new Symbol("BAR"))).isTrue();
        assertThat(chosen.matches(new Symbol("ACME"))).isTrue();
        assertThat(chosen.matches(new Symbol("ACMES"))).isFalse();
    }

    @Test
    void a_word_that_is_taken_may_be_the_beginning_of_symbols() {
        Chosen chosen = Chosen.of("events*", 64);

        assertThat(chosen.matches(new Symbol("events-27"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "ACME,*,B*"})
    void all_is_one_pattern_and_nobody_has_to_be_added(String symbols) {
        Chosen chosen = Chosen.of(symbols, 64);

        assertThat(chosen.channels(List.of(new Symbol("BOX")))).isEqualTo(SelectorSet.of("ticker/*"));
        assertThat(chosen.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "ACME,", "A*B", "**", "*A", "a b", "events", "-A", "~x*", "ACME/x"})
    void anything_else_is_refused(String symbols) {
        assertThatThrownBy(() -> Chosen.of(symbols, 64)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void the_same_twice_counts_once_and_too_many_are_refused() {
        assertThat(Chosen.of("A,A,A", 1).patterns()).hasSize(1);
        assertThatThrownBy(() -> Chosen.of("A,B", 1)).isInstanceOf(LimitExceededException.class);
    }
}
