package dev.carillon.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.SymbolPattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

    private final Board board = new Board();

    /** It was 12, and the change of ACME with the version 11 was missed by whoever went on after that. */
    @Test
    void a_picture_that_is_taken_while_quotes_change_has_a_version_after_which_nothing_is_missed() {
        board.put(quote("ACME", 1));
        board.put(quote("ZORG", 2));
        List<SymbolPattern> patterns = meanwhile(List.of("ACME", "ZORG"), () -> {
            board.put(quote("ACME", 11));
            board.put(quote("ZORG", 12));
        });

        Board.Picture picture = board.picture(patterns, 0);

        assertThat(picture.quotes()).extracting(Quote::version).containsExactly(1L, 12L);
        assertThat(picture.version()).isEqualTo(2);
        assertThat(board.picture(patterns("*"), picture.version()).quotes())
                .extracting(quote -> quote.symbol().value())
                .containsExactly("ACME", "ZORG");
    }

    @Test
    void a_picture_has_the_version_of_the_newest_quote_in_it() {
        board.put(quote("ACME", 5));
        board.put(quote("BETA", 7));
        board.put(quote("ZORG", 9));

        assertThat(board.picture(patterns("ACME", "B*"), 0).version()).isEqualTo(7);
        assertThat(board.picture(patterns("*"), 0).version()).isEqualTo(9);
        assertThat(board.picture(patterns("B*"), 7)).isEqualTo(new Board.Picture(7, List.of()));
        assertThat(board.symbols(patterns("events*", "B*", "BETA"))).containsExactly(new Symbol("BETA"));
        assertThat(board.picture(patterns("none"), 0)).isEqualTo(new Board.Picture(0, List.of()));
    }

    /** A reader of many did not notice that one was gone. */
    @Test
    void a_symbol_that_is_removed_makes_a_picture_newer_and_nothing_out_of_none() {
        board.put(quote("ACME", 5));
        board.put(quote("BETA", 7));
        board.remove(new Symbol("ACME"), 8);

        assertThat(board.newest(patterns("*"))).isEqualTo(8);
        assertThat(board.picture(patterns("*"), 0).version()).isEqualTo(8);
        assertThat(board.picture(patterns("*"), 0).quotes()).containsExactly(quote("BETA", 7));
        assertThat(board.picture(patterns("*"), 7)).isEqualTo(new Board.Picture(8, List.of()));
        assertThat(board.newest(patterns("ACME"))).isZero();
        assertThat(board.picture(patterns("ACME"), 0)).isEqualTo(new Board.Picture(0, List.of()));
    }

    @Test
    void whoever_has_the_version_of_a_picture_in_which_a_symbol_was_that_is_removed_meanwhile_is_told() {
        board.put(quote("ACME", 1));
        board.put(quote("ZORG", 2));
        List<SymbolPattern> patterns = meanwhile(List.of("ACME", "ZORG"), () -> board.remove(new Symbol("ACME"), 3));

        Board.Picture picture = board.picture(patterns, 0);

        assertThat(picture.quotes()).hasSize(2);
        assertThat(board.newest(patterns("ACME", "ZORG"))).isGreaterThan(picture.version());
    }

    /** Who was told before could look at the board and find nothing; who asked in between was never told. */
    @Test
    void a_new_symbol_is_on_the_board_when_it_is_told() {
        List<Boolean> there = new ArrayList<>();
        Runnable stop =
                board.onNewSymbol(symbol -> there.add(board.quote(symbol).isPresent()));

        board.put(quote("ACME", 1));
        board.put(quote("ACME", 2));
        board.remove(new Symbol("ACME"), 3);
        board.put(quote("ACME", 4));
        stop.run();
        board.put(quote("ZORG", 5));

        assertThat(there).containsExactly(true, true);
    }

    private static Quote quote(String symbol, long version) {
        BigDecimal one = BigDecimal.ONE;
        return new Quote(new Symbol(symbol), one, one, one, one, null, null, Instant.EPOCH, version, version);
    }

    private static List<SymbolPattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(SymbolPattern::new).toList();
    }

    /** Does something when the second pattern is looked at. */
    private static List<SymbolPattern> meanwhile(List<String> patterns, Runnable action) {
        return new AbstractList<>() {
            @Override
            public SymbolPattern get(int index) {
                if (index == 1) {
                    action.run();
                }
                return new SymbolPattern(patterns.get(index));
            }

            @Override
            public int size() {
                return patterns.size();
            }
        };
    }
}
