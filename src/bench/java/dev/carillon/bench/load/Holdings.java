package dev.carillon.bench.load;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Which quote of each of its symbols each reader holds.
 *
 * <p>Threading: the generator's one thread.
 */
final class Holdings {
    /** So many of a reader's symbols are looked at each time, in turn. */
    private static final int SAMPLED = 5;

    private static final int SLOW_ONE_OF = 10;

    private final QuoteBook book;
    private final boolean someSlow;
    /** The symbols of each reader. */
    private final int[][] watched;
    /** Sequences, by reader and symbol. */
    private final int[][] held;

    private int turn;

    long changes;
    long lastChangeNanos;
    long repeated;
    long older;

    private Histogram delayMicros = Tally.newHistogram();
    private Histogram ageMicros = Tally.newHistogram();
    private Histogram slowAgeMicros = Tally.newHistogram();

    Holdings(QuoteBook book, int readers, int symbolsEach, boolean someSlow) {
        this.book = book;
        this.someSlow = someSlow;
        this.watched = new int[readers][];
        this.held = new int[readers][book.symbols()];
        for (int reader = 0; reader < readers; reader++) {
            // The same in each run, and hardly ever the same for two readers.
            watched[reader] = new SplittableRandom(reader)
                    .ints(0, book.symbols())
                    .distinct()
                    .limit(symbolsEach)
                    .sorted()
                    .toArray();
        }
    }

    int readers() {
        return watched.length;
    }

    int[] watched(int reader) {
        return watched[reader];
    }

    boolean slow(int reader) {
        return someSlow && reader % SLOW_ONE_OF == SLOW_ONE_OF - 1;
    }

    /** A reader has got a quote. */
    void came(int reader, int symbol, int sequence, long nowNanos) {
        if (symbol >= book.symbols() || sequence < 1 || sequence > book.newest(symbol)) {
            throw new IllegalStateException(
                    "a quote that was never published: " + QuoteBook.name(symbol) + ", " + sequence);
        }
        int before = held[reader][symbol];
        if (sequence > before) {
            held[reader][symbol] = sequence;
            changes++;
            lastChangeNanos = nowNanos;
            if (!slow(reader)) {
                delayMicros.recordValue(Tally.micros(nowNanos - book.publishedNanos(symbol, sequence)));
            }
        } else if (sequence == before) {
            repeated++;
        } else {
            older++;
        }
    }

    /** Notes how old some of the prices are that readers hold now. */
    void sample(long nowNanos) {
        for (int reader = 0; reader < watched.length; reader++) {
            Histogram ages = slow(reader) ? slowAgeMicros : ageMicros;
            int[] symbols = watched[reader];
            for (int i = 0; i < SAMPLED; i++) {
                int symbol = symbols[(turn + i) % symbols.length];
                ages.recordValue(Tally.micros(book.ageNanos(symbol, held[reader][symbol], nowNanos)));
            }
        }
        turn += SAMPLED;
    }

    /** Readers who do not hold the newest quote of each of their symbols. */
    int withoutNewest() {
        int readers = 0;
        for (int reader = 0; reader < watched.length; reader++) {
            readers += holdsNewest(reader) ? 0 : 1;
        }
        return readers;
    }

    /** Begins anew with all that is distributed. */
    void forgetTimes() {
        delayMicros = Tally.newHistogram();
        ageMicros = Tally.newHistogram();
        slowAgeMicros = Tally.newHistogram();
    }

    /** From publishing to receiving, of every change that came to a reader who is not slow. */
    Histogram delayMicros() {
        return delayMicros;
    }

    Histogram ageMicros() {
        return ageMicros;
    }

    Histogram slowAgeMicros() {
        return slowAgeMicros;
    }

    private boolean holdsNewest(int reader) {
        for (int symbol : watched[reader]) {
            if (held[reader][symbol] != book.newest(symbol)) {
                return false;
            }
        }
        return true;
    }
}
