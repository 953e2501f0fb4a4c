package dev.carillon.bench.load;

import java.nio.ByteBuffer;

/**
 * Finds the markers in the body of one stream, whatever stands between them (field names, ids, comments), and however
 * the bytes are cut into reads. After a marker the padding is skipped without a look at it: the cost of a delivery is
 * about 60 looked-at bytes.
 *
 * <p>Threading: the generator's one thread.
 */
final class FrameScanner implements BodyScanner {
    private final int paddingBytes;
    private final SequenceCheck check;

    private int paddingLeft;
    /** Digits of a marker that was cut off; -1 outside a marker. */
    private int digitsSeen = -1;

    private long sequence;
    private long stampNanos;

    FrameScanner(int dataBytes, SequenceCheck check) {
        this.paddingBytes = dataBytes - 1 - Marker.DIGITS;
        this.check = check;
    }

    @Override
    public void scan(ByteBuffer in, int from, int to, long nowNanos) {
        int at = from;
        while (at < to) {
            if (paddingLeft > 0) {
                int skipped = Math.min(paddingLeft, to - at);
                paddingLeft -= skipped;
                at += skipped;
            } else if (digitsSeen >= 0) {
                at = resume(in, at, to, nowNanos);
            } else {
                at = find(in, at, to, nowNanos);
            }
        }
    }

    private int find(ByteBuffer in, int from, int to, long nowNanos) {
        int at = from;
        while (at < to && in.get(at) != Marker.START) {
            at++;
        }
        if (at == to) {
            return to;
        }
        at++;
        if (to - at < Marker.DIGITS) {
            digitsSeen = 0;
            sequence = 0;
            stampNanos = 0;
            return at;
        }
        sequence = Marker.readNumber(in, at, Marker.SEQUENCE_DIGITS);
        stampNanos = Marker.readNumber(in, at + Marker.SEQUENCE_DIGITS, Marker.STAMP_DIGITS);
        found(nowNanos);
        return at + Marker.DIGITS;
    }

    /** One digit at a time: the marker is cut by the end of a read or of a chunk. */
    private int resume(ByteBuffer in, int from, int to, long nowNanos) {
        int at = from;
        while (at < to && digitsSeen < Marker.DIGITS) {
            int digit = in.get(at++) - '0';
            if (digitsSeen++ < Marker.SEQUENCE_DIGITS) {
                sequence = sequence * 10 + digit;
            } else {
                stampNanos = stampNanos * 10 + digit;
            }
        }
        if (digitsSeen == Marker.DIGITS) {
            digitsSeen = -1;
            found(nowNanos);
        }
        return at;
    }

    private void found(long nowNanos) {
        paddingLeft = paddingBytes;
        check.delivered(sequence, stampNanos, nowNanos);
    }
}
