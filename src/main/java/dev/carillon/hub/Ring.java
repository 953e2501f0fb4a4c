package dev.carillon.hub;

import org.jspecify.annotations.Nullable;

/**
 * The newest frames of a feed by their sequence number. It begins empty, doubles up to its limit, and gives the memory back.
 *
 * <p>Threading: its shard's alone.
 */
final class Ring {

    /** What all rings of a shard hold together. */
    static final class Budget {
        private final long maxBytes;
        private long bytes;

        Budget(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        long bytes() {
            return bytes;
        }
    }

    private static final @Nullable Frame[] NONE = new @Nullable Frame[0];
    private static final int FIRST_LENGTH = 8;

    private final HubSettings.RingLimits limits;
    private final Budget budget;
    private @Nullable Frame[] slots = NONE;
    private long head;
    private long tail;
    private long bytes;
    private long lastLostDurable = -1;
    private long lastVolatile = -1;

    Ring(HubSettings.RingLimits limits, Budget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** Sequence number of the oldest frame; {@link #tail()} if there is none. */
    long head() {
        return head;
    }

    /** Sequence number that the next frame gets. */
    long tail() {
        return tail;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Whether all limits are kept if the frame is added. */
    boolean hasRoomFor(Frame frame) {
        int more = frame.bytes().length;
        return tail - head < limits.maxFrames()
                && bytes + more <= limits.maxBytes()
                && budget.bytes + more <= budget.maxBytes;
    }

    /** Whether a durable frame at this place or after it was dropped while somebody needed it. */
    boolean lostDurableSince(long sequence) {
        return lastLostDurable >= sequence;
    }

    /** Whether a volatile frame ever stood at this place or after it. */
    boolean hadVolatileSince(long sequence) {
        return lastVolatile >= sequence;
    }

    /**
     * The place behind which a position is far behind: an eighth of what the ring may hold has come since. Early, because what
     * the ring holds is how late its readers are.
     */
    long farBehind() {
        long share = tail - head;
        if (bytes * 8 > limits.maxBytes()) {
            share = share * limits.maxBytes() / (bytes * 8);
        }
        return tail - Math.max(1, Math.min(share, limits.maxFrames() / 8));
    }

    Frame get(long sequence) {
        Frame frame = sequence < head || sequence >= tail ? null : slots[slot(sequence)];
        if (frame == null) {
            throw new IllegalStateException("frame " + sequence + " is not in " + head + ".." + (tail - 1));
        }
        return frame;
    }

    void add(Frame frame) {
        if (tail - head == slots.length) {
            resize(Math.max(FIRST_LENGTH, slots.length * 2));
        }
        slots[slot(tail)] = frame;
        if (!frame.durable()) {
            lastVolatile = tail;
        }
        tail++;
        bytes += frame.bytes().length;
        budget.bytes += frame.bytes().length;
    }

    /** Drops frames that nobody needs. */
    void dropBefore(long sequence) {
        while (head < sequence) {
            removeOldest();
        }
        if (head == tail && slots.length > FIRST_LENGTH) {
            slots = NONE;
        }
    }

    /** Drops frames that somebody needs: an eighth of all, so that the search for those who suffer is rarely made. */
    void loseOldestEighth() {
        loseBefore(head + Math.max(1, (tail - head) / 8));
    }

    /** Drops frames that somebody needs. */
    void loseBefore(long sequence) {
        while (head < sequence) {
            if (get(head).durable()) {
                lastLostDurable = head;
            }
            removeOldest();
        }
    }

    private void removeOldest() {
        Frame frame = get(head);
        slots[slot(head)] = null;
        head++;
        bytes -= frame.bytes().length;
        budget.bytes -= frame.bytes().length;
    }

    private void resize(int length) {
        @Nullable Frame[] larger = new @Nullable Frame[length];
        for (long sequence = head; sequence < tail; sequence++) {
            larger[(int) (sequence & (length - 1))] = slots[slot(sequence)];
        }
        slots = larger;
    }

    private int slot(long sequence) {
        return (int) (sequence & (slots.length - 1));
    }
}
