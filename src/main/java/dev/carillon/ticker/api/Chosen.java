package dev.carillon.ticker.api;

import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.SymbolPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The symbols that a request is about. */
record Chosen(List<SymbolPattern> patterns) {

    private static final String ALL = "*";
    private static final Selector EACH = new Selector("ticker/*");
    private static final SelectorSet EVERY_QUOTE = SelectorSet.of(List.of(EACH));

    Chosen {
        patterns = List.copyOf(patterns);
    }

    static Chosen one(Symbol symbol) {
        return new Chosen(List.of(SymbolPattern.of(symbol)));
    }

    /** As {@code ?symbols=} has them; all if it is left out. */
    static Chosen of(@Nullable String symbols, int max) {
        String text = symbols == null || symbols.isEmpty() ? ALL : symbols;
        Set<SymbolPattern> patterns = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            patterns.add(new SymbolPattern(part.strip()));
            if (patterns.size() > max) {
                throw new LimitExceededException(
                        Limit.SELECTORS,
                        Problem.TOO_MANY_SELECTORS,
                        "A request is about at most " + max + " symbols or beginnings of symbols.",
                        "It has more.",
                        "Use beginnings, as in B*, or send several requests.");
            }
        }
        return new Chosen(new ArrayList<>(patterns));
    }

    /** Refuses a caller who may not read all of it. */
    void requireReading(Caller caller) {
        Access.requireSubscribe(caller, EACH, this::grants);
    }

    /** What its reader needs grants for. */
    SelectorSet grants() {
        Set<Selector> needed = new HashSet<>();
        for (SymbolPattern pattern : patterns) {
            if (!pattern.isExact()) {
                return EVERY_QUOTE;
            }
            needed.add(Selector.of(pattern.symbol().channel()));
        }
        return SelectorSet.of(needed);
    }

    /** Where its quotes are told, as far as they are known: what is there now, and what is named. */
    SelectorSet channels(Collection<Symbol> there) {
        if (patterns.stream().anyMatch(SymbolPattern::isAll)) {
            return EVERY_QUOTE;
        }
        Set<Selector> channels = new HashSet<>();
        for (SymbolPattern pattern : patterns) {
            if (pattern.isExact()) {
                channels.add(Selector.of(pattern.symbol().channel()));
            }
        }
        there.forEach(symbol -> channels.add(Selector.of(symbol.channel())));
        return SelectorSet.of(channels);
    }

    /** Whether symbols that are not there yet, and are not named, may belong to it. */
    boolean isOpen() {
        return patterns.stream().noneMatch(SymbolPattern::isAll)
                && patterns.stream().anyMatch(pattern -> !pattern.isExact());
    }

    boolean matches(Symbol symbol) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(symbol));
    }
}
