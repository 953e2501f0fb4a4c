package dev.carillon.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.security.Places;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for bodies that wait for the rest of themselves: places, in all and for each address, and the bytes that have come.
 *
 * <p>Threading: any thread.
 */
final class WaitingRoom {

    /** A request that waits holds the container's objects for it, some 40 KB. */
    private static final int MAX_WAITING = 2_000;

    /** Of one address: slow lines of one household or office. */
    private static final int MAX_WAITING_PER_ADDRESS = 500;

    /** What has arrived of all bodies that wait. */
    private static final long MAX_WAITING_BYTES = 64 << 20;

    private final Places places;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** As large as that of a server. */
    WaitingRoom() {
        this(MAX_WAITING, MAX_WAITING_PER_ADDRESS, MAX_WAITING_BYTES);
    }

    WaitingRoom(int max, int maxPerAddress, long maxBytes) {
        this.places = new Places(max, maxPerAddress);
        this.maxBytes = maxBytes;
    }

    /** Takes a place; empty if there is none. */
    Optional<Reservation> enter(String address) {
        return places.take(address) == Places.Outcome.TAKEN ? Optional.of(new Reservation(address)) : Optional.empty();
    }

    /** What all of them have reserved. */
    long bytes() {
        return bytes.get();
    }

    /** The place and the bytes of one body. Several may end it, each without knowing of the others; what it has is given back once. */
    final class Reservation implements AutoCloseable {

        private final String address;

        @GuardedBy("this")
        private long reserved;

        @GuardedBy("this")
        private boolean closed;

        private Reservation(String address) {
            this.address = address;
        }

        /** Whether there is room for a body of this size. It takes nothing more when it has been given back. */
        synchronized boolean reserve(long size) {
            if (closed || size <= reserved) {
                return true;
            }
            long more = size - reserved;
            if (bytes.addAndGet(more) > maxBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            reserved = size;
            return true;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                bytes.addAndGet(-reserved);
                places.give(address);
            }
        }
    }
}
