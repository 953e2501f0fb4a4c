package dev.carillon.ticker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.candle.BatchCandles;
import dev.carillon.ticker.candle.BatchCandles.Raw;
import dev.carillon.ticker.candle.CandleBook;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.store.RecordedQuotes.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded quotes on their way into the store, with a restart on the way, beside a batch that reads the file by itself. */
class RecordedQuotesTest {

    private static final int QUOTES_BETWEEN_SAVES = 1_000;

    @TempDir
    private Path directory;

    private TickerStore store;
    private final Map<Symbol, CandleBook> books = new LinkedHashMap<>();
    private final Map<Symbol, Quote> newest = new LinkedHashMap<>();
    private final List<Candle> closed = new ArrayList<>();
    private long version;

    @BeforeEach
    void open() {
        store = TickerStore.open(directory.resolve("ticker.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_file_is_what_its_generator_makes() {
        List<String> recorded = RecordedQuotes.read();

        assertThat(recorded).hasSizeGreaterThan(100_000);
        assertThat(recorded.equals(RecordedQuotes.generate())).isTrue();
    }

    @Test
    void the_candles_in_the_store_are_those_of_the_batch() {
        List<Line> lines = RecordedQuotes.read().stream().map(Line::of).toList();

        for (Line line : lines) {
            take(line);
            if (version % QUOTES_BETWEEN_SAVES == 0) {
                tellWhatIsOver(line.time());
                save();
            }
            if (version == lines.size() / 2) {
                restart();
            }
        }
        tellWhatIsOver(Instant.MAX);
        save();

        assertThat(store.version()).isEqualTo(lines.size());
        for (String symbol : RecordedQuotes.ZONES.keySet()) {
            List<Raw> quotes = lines.stream()
                    .filter(line -> line.symbol().equals(symbol))
                    .map(line -> new Raw(line.time(), line.price(), line.volume()))
                    .toList();
            for (Interval interval : Interval.values()) {
                requireSame(new Symbol(symbol), interval, quotes);
            }
        }
    }

    private void take(Line line) {
        Symbol symbol = new Symbol(line.symbol());
        CandleBook book = books.computeIfAbsent(
                symbol, absent -> new CandleBook(symbol, RecordedQuotes.ZONES.get(line.symbol())));
        closed.addAll(book.add(line.time(), line.price(), line.volume()));
        version++;
        Quote quote = new Quote(
                symbol,
                line.price(),
                line.price().subtract(book.reference()),
                line.volume(),
                book.dayVolume(),
                null,
                null,
                line.time(),
                version,
                version);
        newest.put(symbol, quote);
    }

    /** A clock that is right behind the quotes, so that late ones come after some candles were told. */
    private void tellWhatIsOver(Instant now) {
        books.values().forEach(book -> closed.addAll(book.over(now)));
    }

    private void save() {
        List<SavedSymbol> dirty = new ArrayList<>();
        newest.forEach((symbol, quote) ->
                dirty.add(new SavedSymbol(quote, books.get(symbol).state())));
        store.save(List.of(), dirty, closed);
        closed.clear();
    }

    private void restart() {
        tellWhatIsOver(Instant.MAX);
        save();
        store.close();
        books.clear();
        newest.clear();
        open();
        for (SavedSymbol saved : store.symbols()) {
            Symbol symbol = saved.symbol();
            books.put(symbol, new CandleBook(symbol, RecordedQuotes.ZONES.get(symbol.value()), saved.candles()));
            newest.put(symbol, saved.newest());
        }
        assertThat(books).hasSameSizeAs(RecordedQuotes.ZONES.keySet());
        assertThat(store.version()).isEqualTo(version);
    }

    private void requireSame(Symbol symbol, Interval interval, List<Raw> quotes) {
        BatchCandles batch = new BatchCandles(symbol, RecordedQuotes.ZONES.get(symbol.value()), interval, quotes);
        List<Candle> expected = batch.candles();
        List<Candle> stored = all(symbol, interval);
        assertThat(stored).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(stored.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(books.get(symbol).late(interval)).isEqualTo(batch.late()).isPositive();
        if (interval == Interval.DAY) {
            boolean changes = !List.of("INDUS", "Coin-X").contains(symbol.value());
            assertThat(stored.stream()
                            .map(day -> Duration.between(day.start(), day.end()))
                            .distinct())
                    .hasSize(changes ? 3 : 1);
        }
    }

    private List<Candle> all(Symbol symbol, Interval interval) {
        List<Candle> all = new ArrayList<>();
        List<Candle> page = store.oldest(symbol, interval, Instant.EPOCH, Instant.MAX, 5_000);
        while (!page.isEmpty()) {
            all.addAll(page);
            Instant after = page.get(page.size() - 1).end();
            page = store.oldest(symbol, interval, after, Instant.MAX, 5_000);
        }
        return all;
    }
}
