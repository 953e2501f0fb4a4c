package dev.carillon.api;

import dev.carillon.security.Places;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads bodies on the threads of their requests, which wait as long as the client does; so only a few at a time.
 *
 * <p>Threading: request threads.
 */
final class ReadingThreads {

    private static final System.Logger LOGGER = System.getLogger(ReadingThreads.class.getName());

    private final Places places;

    /** {@code threads} is how many may wait; three quarters of them for one address, which must not take all from the others. */
    ReadingThreads(int threads) {
        this.places = new Places(threads, Math.max(1, threads * 3 / 4));
    }

    enum Outcome {
        /** It is complete, or longer than allowed. */
        READ,
        /** Its time was over before, or the client was silent for too long. */
        LATE,
        /** The client has gone, or what it sent is no body. */
        BROKEN,
        /** Too many threads wait already, in all or for this address. Nothing was read. */
        NO_PLACE
    }

    /**
     * Reads a body until its end, or until there is more than allowed.
     *
     * @param address of the client
     * @param time for all of it, looked at after each piece. A silent client is noticed when the container's read timeout ends, and late
     *     then
     */
    Outcome read(String address, ServletInputStream in, ArrivingBody body, Duration time) {
        if (places.take(address) != Places.Outcome.TAKEN) {
            return Outcome.NO_PLACE;
        }
        long begun = System.nanoTime();
        try {
            while (!body.isComplete() && !body.isTooLong() && body.read(in)) {
                if (isOver(begun, time)) {
                    return body.isComplete() ? Outcome.READ : Outcome.LATE;
                }
            }
            return body.isShort() ? Outcome.BROKEN : Outcome.READ;
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a body did not arrive", e);
            return isOver(begun, time) || BodyProblems.isSilence(e) ? Outcome.LATE : Outcome.BROKEN;
        } finally {
            places.give(address);
        }
    }

    private static boolean isOver(long begunNanos, Duration time) {
        return System.nanoTime() - begunNanos >= time.toNanos();
    }
}
