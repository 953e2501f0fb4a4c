package dev.carillon.log;

/**
 * How much one read returns at most.
 *
 * @param entries number of entries, at least 1
 * @param bytes their weight ({@link dev.carillon.event.Event#weightInBytes()}); one entry is returned even if it weighs more
 */
public record PageLimit(int entries, long bytes) {

    public PageLimit {
        if (entries < 1 || bytes < 1) {
            throw new IllegalArgumentException("a page of " + entries + " entries and " + bytes + " bytes");
        }
    }
}
