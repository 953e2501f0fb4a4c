package dev.carillon.api;

import java.time.Duration;

/**
 * How a container takes bodies that come after the heads of their requests: waiting without a thread, or by a few of its threads.
 *
 * @param readers threads that may read such bodies. Only where asynchronous mode may lose a request: Payara
 * @param readersHttp2 threads that may read them if their requests ask for HTTP/2. Payara loses the connection when such a request goes
 *     into asynchronous mode before its body is read. It is a client's first request on a connection
 * @param settling how long the container's threads may still be at a request after they have left our code; zero if it takes care of
 *     that itself
 */
public record LateBodies(int readers, int readersHttp2, Duration settling) {

    /** Of 64 that serve requests in {@code server-config/payara}, so that others are served. */
    private static final int MOST = 24;

    private static final int MOST_HTTP2 = 16;

    /** They wait without a thread. */
    public static LateBodies waiting() {
        return new LateBodies(0, MOST_HTTP2, Duration.ZERO);
    }

    /** Up to five eighths of the threads that serve requests read them, and at least one each. */
    public static LateBodies readBy(int requestThreads, Duration settling) {
        return new LateBodies(
                Math.max(1, Math.min(MOST, requestThreads * 3 / 8)),
                Math.max(1, Math.min(MOST_HTTP2, requestThreads / 4)),
                settling);
    }
}
