package dev.carillon.bench.load;

import java.nio.ByteBuffer;

/** Looks at what one connection gets, however it is cut into reads. */
interface BodyScanner {
    /** Looks at body bytes (never at chunk headers) that were received at {@code nowNanos}. */
    void scan(ByteBuffer in, int from, int to, long nowNanos);
}
