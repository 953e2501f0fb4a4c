package dev.carillon.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What was published, and when. The sequences of a symbol are 1, 2, 3 and so on; its price takes random steps.
 *
 * <p>Threading: the generator's one thread.
 */
final class QuoteBook {
    private static final int USUAL_QUOTES = 64;
    private static final int FIRST_CENTS = 10_000;
    private static final int LOWEST_CENTS = 100;
    private static final int MAX_STEP_CENTS = 10;

    private final SplittableRandom random = new SplittableRandom(1);
    private final long[][] stampNanos;
    private final int[] newest;
    private final int[] cents;
    private long quotes;

    QuoteBook(int symbols) {
        this.stampNanos = new long[symbols][USUAL_QUOTES];
        this.newest = new int[symbols];
        this.cents = new int[symbols];
        Arrays.fill(cents, FIRST_CENTS);
    }

    /** {@link QuoteScanner} finds it in what a server sends. */
    static String name(int symbol) {
        return "S" + QuoteScanner.BEFORE_NUMBER + symbol;
    }

    int symbols() {
        return newest.length;
    }

    /** Another quote of the symbol; its sequence. */
    int publish(int symbol, long nowNanos) {
        int sequence = ++newest[symbol];
        if (sequence > stampNanos[symbol].length) {
            stampNanos[symbol] = Arrays.copyOf(stampNanos[symbol], 2 * sequence);
        }
        stampNanos[symbol][sequence - 1] = nowNanos;
        int step = random.nextInt(-MAX_STEP_CENTS, MAX_STEP_CENTS + 1);
        cents[symbol] = Math.max(LOWEST_CENTS, cents[symbol] + step);
        quotes++;
        return sequence;
    }

    /** Of all symbols together. */
    long quotes() {
        return quotes;
    }

    /** Of the newest quote. */
    int cents(int symbol) {
        return cents[symbol];
    }

    /** 0 before the first quote. */
    int newest(int symbol) {
        return newest[symbol];
    }

    long publishedNanos(int symbol, int sequence) {
        return stampNanos[symbol][sequence - 1];
    }

    /** How long ago this quote ceased to be the newest; 0 while it is. */
    long ageNanos(int symbol, int sequence, long nowNanos) {
        return sequence == newest[symbol] ? 0 : Math.max(0, nowNanos - publishedNanos(symbol, sequence + 1));
    }
}
