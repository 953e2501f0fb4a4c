package dev.carillon.bench.load;

import java.nio.ByteBuffer;

/**
 * Tells data from framing in a body with {@code Transfer-Encoding: chunked} (RFC 9112 §7.1), wherever reads cut it.
 * A body without chunks is one endless chunk.
 */
final class ChunkCursor {
    private long dataLeft;
    private long size;
    private boolean sizeSeen;
    private boolean inExtension;
    private boolean ended;
    private boolean plain;

    static ChunkCursor chunked() {
        return new ChunkCursor();
    }

    /** A body of a known length, or of {@link Long#MAX_VALUE} until the connection ends. */
    static ChunkCursor plain(long length) {
        ChunkCursor cursor = new ChunkCursor();
        cursor.dataLeft = length;
        cursor.ended = length == 0;
        cursor.plain = true;
        return cursor;
    }

    private ChunkCursor() {}

    /** Passes over chunk headers; the position of the next data byte, or {@code limit}. */
    int skipFraming(ByteBuffer in, int from, int limit) {
        int at = from;
        while (dataLeft == 0 && !ended && at < limit) {
            framing(in.get(at++));
        }
        return at;
    }

    /** How many of the bytes between {@code from} and {@code limit} are data. */
    int dataAvailable(int from, int limit) {
        return (int) Math.min(dataLeft, limit - from);
    }

    void consumed(int bytes) {
        dataLeft -= bytes;
        ended |= plain && dataLeft == 0;
    }

    /** The last chunk has been seen. The empty line behind it may still follow. */
    boolean ended() {
        return ended;
    }

    private void framing(byte next) {
        int digit = Character.digit(next, 16);
        if (next == '\n' && sizeSeen) {
            dataLeft = size;
            ended = size == 0;
            size = 0;
            sizeSeen = false;
            inExtension = false;
        } else if (next == ';') {
            inExtension = true;
        } else if (digit >= 0 && !inExtension) {
            size = size * 16 + digit;
            sizeSeen = true;
        }
    }
}
