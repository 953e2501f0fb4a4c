package dev.carillon.ticker.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A symbol, or the beginning of symbols with {@code *} behind it; {@code *} alone is all. Two with the same text are equal.
 *
 * <p>It keeps the symbol that it is: a poll of fifty looks each of them up two or three times.
 */
public final class SymbolPattern {

    private static final char ANY = '*';

    private final String value;
    private final String beginning;
    private final @Nullable Symbol symbol;

    public SymbolPattern(String value) {
        boolean open = !value.isEmpty() && value.charAt(value.length() - 1) == ANY;
        this.value = value;
        this.beginning = open ? value.substring(0, value.length() - 1) : value;
        if (beginning.indexOf(ANY) >= 0 || value.isEmpty()) {
            throw new InvalidRequestException(
                    Problem.INVALID_SYMBOL,
                    "symbols has symbols, or beginnings of symbols with '*' behind them, separated by commas.",
                    InvalidRequestException.quote(value) + " is something else.",
                    "Send symbols=ACME,B*.");
        }
        if (open && !beginning.isEmpty()) {
            // It has the same rule, but a word that is taken may be the beginning of a symbol.
            new Symbol(beginning + "x");
        }
        this.symbol = open ? null : new Symbol(value);
    }

    private SymbolPattern(Symbol symbol) {
        this.value = symbol.value();
        this.beginning = value;
        this.symbol = symbol;
    }

    public static SymbolPattern of(Symbol symbol) {
        return new SymbolPattern(symbol);
    }

    public boolean isExact() {
        return symbol != null;
    }

    /** Whether it is {@code *} alone. */
    public boolean isAll() {
        return beginning.isEmpty();
    }

    /** The one that it is. Only for an {@linkplain #isExact() exact} one. */
    public Symbol symbol() {
        if (symbol == null) {
            throw new IllegalStateException(value + " is not one symbol");
        }
        return symbol;
    }

    /** What all symbols that it chooses begin with; an exact one is that. */
    public String beginning() {
        return beginning;
    }

    public boolean matches(Symbol other) {
        return symbol != null ? symbol.equals(other) : other.value().startsWith(beginning);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolPattern that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
