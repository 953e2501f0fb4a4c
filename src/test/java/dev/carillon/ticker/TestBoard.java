package dev.carillon.ticker;

import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A board that a test fills. */
public final class TestBoard {

    public final Board board = new Board();

    /** A quote comes. */
    public Quote put(String symbol, long sequence, Instant now) {
        BigDecimal one = BigDecimal.ONE;
        long version = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        Quote quote = new Quote(new Symbol(symbol), one, one, one, one, null, null, now, sequence, version);
        board.put(quote);
        return quote;
    }
}
