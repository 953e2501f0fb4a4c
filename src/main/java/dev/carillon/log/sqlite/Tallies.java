package dev.carillon.log.sqlite;

import dev.carillon.log.LogStatus;
import dev.carillon.log.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * How many entries of each retention rule there are and what they weigh, so that nobody has to count them; and how far
 * retention has come.
 *
 * <p>Threading: the writer's; only {@link #kept} may be called by any thread.
 */
final class Tallies {

    /** What an entry weighs beside its data, as everywhere in the hub. */
    static final int ENTRY_BYTES = 160;

    private final RetentionPolicy policy;
    private final AtomicLongArray entries;
    private final AtomicLongArray bytes;
    private final long[] moreEntries;
    private final long[] moreBytes;

    /** Up to here no entry of the rule can be deleted: all that could are gone. */
    private final long[] passed;

    private final long[] passedNow;

    Tallies(RetentionPolicy policy) {
        this.policy = policy;
        int rules = policy.rules().size();
        entries = new AtomicLongArray(rules);
        bytes = new AtomicLongArray(rules);
        moreEntries = new long[rules];
        moreBytes = new long[rules];
        passed = new long[rules];
        passedNow = new long[rules];
    }

    void add(int rule, long count, long dataBytes) {
        moreEntries[rule] += count;
        moreBytes[rule] += dataBytes + count * ENTRY_BYTES;
    }

    void remove(int rule, long dataBytes) {
        moreEntries[rule]--;
        moreBytes[rule] -= dataBytes + ENTRY_BYTES;
    }

    long passed(int rule) {
        return passedNow[rule];
    }

    void pass(int rule, long offset) {
        passedNow[rule] = offset;
    }

    void commit() {
        System.arraycopy(passedNow, 0, passed, 0, passed.length);
        for (int rule = 0; rule < moreEntries.length; rule++) {
            entries.addAndGet(rule, moreEntries[rule]);
            bytes.addAndGet(rule, moreBytes[rule]);
        }
        rollBack();
    }

    void rollBack() {
        System.arraycopy(passed, 0, passedNow, 0, passed.length);
        Arrays.fill(moreEntries, 0);
        Arrays.fill(moreBytes, 0);
    }

    /** With what the open transaction has changed. */
    long entries(int rule) {
        return entries.get(rule) + moreEntries[rule];
    }

    /** With what the open transaction has changed. */
    long bytes(int rule) {
        return bytes.get(rule) + moreBytes[rule];
    }

    List<LogStatus.Kept> kept() {
        return IntStream.range(0, moreEntries.length)
                .mapToObj(rule -> new LogStatus.Kept(policy.rules().get(rule), entries.get(rule), bytes.get(rule)))
                .toList();
    }
}
