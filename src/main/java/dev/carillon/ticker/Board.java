package dev.carillon.ticker;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.SymbolPattern;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The newest quote of each symbol. {@link Quotes} alone writes it.
 *
 * <p>Threading: any thread reads at any time; nobody waits.
 */
@ApplicationScoped
public class Board {

    /** By the text of the symbol. */
    private final ConcurrentSkipListMap<String, Standing> standings = new ConcurrentSkipListMap<>();

    private final CopyOnWriteArrayList<Consumer<Symbol>> newcomers = new CopyOnWriteArrayList<>();

    /** Quotes up to this version are on the board. Written under the lock of {@link Listings}. */
    private volatile long version;

    /** When a symbol was removed last, or might have been: what was told of symbols before may not be so any more. */
    private volatile long removed;

    /**
     * How the board is for some symbols.
     *
     * @param version of the newest of the quotes, or of the last removal of a symbol; less if others came while they were looked up.
     *     Nothing that is not among them has a version up to this one
     * @param standings in the order of their symbols
     */
    public record Picture(long version, List<Standing> standings) {

        public Picture {
            standings = List.copyOf(standings);
        }

        public List<Quote> quotes() {
            return standings.stream().map(Standing::quote).toList();
        }
    }

    public Optional<Quote> quote(Symbol symbol) {
        return standing(symbol).map(Standing::quote);
    }

    /** The same, with when it ceases to be the newest. */
    public Optional<Standing> standing(Symbol symbol) {
        return Optional.ofNullable(standings.get(symbol.value()));
    }

    /** Refuses a symbol without a quote with {@code no-such-symbol}. */
    public Quote require(Symbol symbol) {
        return quote(symbol)
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.NO_SUCH_SYMBOL,
                        "A symbol is there once it has a quote. Upper and lower case are different.",
                        "There is no quote of " + symbol + ".",
                        "See GET /api/ticker for those that there are."));
    }

    /**
     * The quotes that one of the patterns chooses and that are newer than a version; without one its version is that.
     *
     * <p>Quotes change meanwhile: a symbol that was looked at before its change, and another one after a later change, would make a
     * reader who goes on after the later one miss the former.
     */
    public Picture picture(Collection<SymbolPattern> patterns, long afterVersion) {
        long complete = version;
        // Before the look too: who has this version has seen that the symbol is gone.
        long gone = removed;
        Collection<Standing> all = chosen(patterns);
        long newest = all.isEmpty() ? afterVersion : Math.max(afterVersion, gone);
        List<Standing> newer = new ArrayList<>(all.size());
        for (Standing standing : all) {
            long changed = standing.quote().version();
            if (changed > afterVersion) {
                newer.add(standing);
                newest = Math.max(newest, changed);
            }
        }
        return new Picture(Math.max(afterVersion, Math.min(newest, complete)), newer);
    }

    /** In the order of their symbols. */
    private Collection<Standing> chosen(Collection<SymbolPattern> patterns) {
        Map<String, Standing> chosen = new TreeMap<>();
        for (SymbolPattern pattern : patterns) {
            choose(pattern, standing -> chosen.put(standing.quote().symbol().value(), standing));
        }
        return chosen.values();
    }

    /**
     * The greatest version of the quotes that one of the patterns chooses, or that of the last removal of a symbol, whichever it was; 0 if
     * there is no such quote.
     */
    public long newest(Collection<SymbolPattern> patterns) {
        long[] newest = new long[1];
        for (SymbolPattern pattern : patterns) {
            choose(
                    pattern,
                    standing -> newest[0] = Math.max(newest[0], standing.quote().version()));
        }
        return newest[0] == 0 ? 0 : Math.max(newest[0], removed);
    }

    /** The symbols that one of the patterns chooses. */
    public List<Symbol> symbols(Collection<SymbolPattern> patterns) {
        return chosen(patterns).stream()
                .map(standing -> standing.quote().symbol())
                .toList();
    }

    public int size() {
        return standings.size();
    }

    /**
     * Has somebody told of each symbol that gets its first quote, once that is on the board: who has asked to be told and looks then
     * misses none.
     *
     * @param told must return at once
     * @return ends it
     */
    public Runnable onNewSymbol(Consumer<Symbol> told) {
        newcomers.add(told);
        return () -> newcomers.remove(told);
    }

    private void choose(SymbolPattern pattern, Consumer<Standing> use) {
        if (pattern.isExact()) {
            Standing standing = standings.get(pattern.beginning());
            if (standing != null) {
                use.accept(standing);
            }
            return;
        }
        for (Standing standing : standings.tailMap(pattern.beginning(), true).values()) {
            if (!pattern.matches(standing.quote().symbol())) {
                break;
            }
            use.accept(standing);
        }
    }

    void put(Quote quote) {
        Standing before = standings.put(quote.symbol().value(), new Standing(quote));
        long newest = Math.max(version, quote.version());
        version = newest;
        if (before == null) {
            newcomers.forEach(told -> told.accept(quote.symbol()));
        } else {
            before.replacedBy(quote);
        }
    }

    /** With a version that is greater than all before. */
    void remove(Symbol symbol, long newVersion) {
        standings.remove(symbol.value());
        begin(newVersion);
    }

    /** Whatever had a smaller version may have been removed. */
    void begin(long newVersion) {
        removed = newVersion;
        version = newVersion;
    }
}
