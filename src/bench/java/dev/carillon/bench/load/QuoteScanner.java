package dev.carillon.bench.load;

import java.nio.ByteBuffer;

/**
 * Finds the symbol and the sequence of each quote in the body of one connection, whatever stands between them and however the
 * bytes are cut into reads. Looks for two characters that nothing else in a quote has.
 *
 * <p>Threading: the generator's one thread.
 */
final class QuoteScanner implements BodyScanner {
    /** In the name of a symbol, before its number. */
    static final char BEFORE_NUMBER = '_';

    /** In {@code "sequence":}, and in no name of another field of a quote. */
    private static final char IN_SEQUENCE = 'q';

    /** {@code uence":}. */
    private static final int UNTIL_SEQUENCE = 7;

    private final int reader;
    private final Holdings holdings;
    private State state = State.BEFORE_SYMBOL;
    private int left;
    private int symbol;
    private int sequence;

    QuoteScanner(int reader, Holdings holdings) {
        this.reader = reader;
        this.holdings = holdings;
    }

    private enum State {
        BEFORE_SYMBOL,
        SYMBOL,
        BEFORE_SEQUENCE,
        NEAR_SEQUENCE,
        SEQUENCE
    }

    @Override
    public void scan(ByteBuffer in, int from, int to, long nowNanos) {
        int at = from;
        while (at < to) {
            at = switch (state) {
                case BEFORE_SYMBOL -> find(in, at, to, BEFORE_NUMBER, State.SYMBOL);
                case SYMBOL -> symbol(in, at, to);
                case BEFORE_SEQUENCE -> find(in, at, to, IN_SEQUENCE, State.NEAR_SEQUENCE);
                case NEAR_SEQUENCE -> skip(at, to);
                case SEQUENCE -> sequence(in, at, to, nowNanos);
            };
        }
    }

    private int find(ByteBuffer in, int from, int to, char wanted, State next) {
        int at = from;
        while (at < to && in.get(at) != wanted) {
            at++;
        }
        if (at == to) {
            return to;
        }
        state = next;
        symbol = next == State.SYMBOL ? 0 : symbol;
        left = UNTIL_SEQUENCE;
        sequence = 0;
        return at + 1;
    }

    private int skip(int from, int to) {
        int skipped = Math.min(left, to - from);
        left -= skipped;
        if (left == 0) {
            state = State.SEQUENCE;
        }
        return from + skipped;
    }

    private int symbol(ByteBuffer in, int from, int to) {
        int at = from;
        while (at < to) {
            int digit = in.get(at++) - '0';
            if (digit < 0 || digit > 9) {
                state = State.BEFORE_SEQUENCE;
                return at;
            }
            symbol = symbol * 10 + digit;
        }
        return at;
    }

    private int sequence(ByteBuffer in, int from, int to, long nowNanos) {
        int at = from;
        while (at < to) {
            int digit = in.get(at++) - '0';
            if (digit < 0 || digit > 9) {
                state = State.BEFORE_SYMBOL;
                holdings.came(reader, symbol, sequence, nowNanos);
                return at;
            }
            sequence = sequence * 10 + digit;
        }
        return at;
    }
}
