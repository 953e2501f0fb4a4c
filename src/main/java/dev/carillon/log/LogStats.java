package dev.carillon.log;

/**
 * What a log has done so far. Told from memory.
 *
 * @param commitNanos how long each commit took, from the first event of it to the disk
 * @param commitEvents how many events each commit had
 */
public record LogStats(Distribution.Snapshot commitNanos, Distribution.Snapshot commitEvents) {

    /** Of a log that commits nothing, because it has no disk. */
    public static LogStats none() {
        return new LogStats(
                Distribution.ofNanos().snapshot(), Distribution.ofSizes().snapshot());
    }
}
