package dev.carillon.bench.load;

import java.nio.ByteBuffer;

/**
 * The data of an event: {@code #}, the sequence in its channel as 10 digits, the send time in nanoseconds
 * ({@link System#nanoTime()} of this process, which also receives) as 19 digits, and padding without another {@code #}.
 */
final class Marker {
    static final byte START = '#';
    static final int SEQUENCE_DIGITS = 10;
    static final int STAMP_DIGITS = 19;

    /** What follows the start character. */
    static final int DIGITS = SEQUENCE_DIGITS + STAMP_DIGITS;

    private static final byte PADDING = 'x';

    private Marker() {}

    static void write(ByteBuffer out, long sequence, long stampNanos, int dataBytes) {
        out.put(START);
        writeNumber(out, sequence, SEQUENCE_DIGITS);
        writeNumber(out, stampNanos, STAMP_DIGITS);
        for (int i = 1 + DIGITS; i < dataBytes; i++) {
            out.put(PADDING);
        }
    }

    /** The number that stands as {@code digits} ASCII digits at {@code at}. */
    static long readNumber(ByteBuffer in, int at, int digits) {
        long number = 0;
        for (int i = at; i < at + digits; i++) {
            number = number * 10 + in.get(i) - '0';
        }
        return number;
    }

    private static void writeNumber(ByteBuffer out, long number, int digits) {
        int start = out.position();
        long rest = number;
        for (int i = start + digits - 1; i >= start; i--) {
            out.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(start + digits);
    }
}
