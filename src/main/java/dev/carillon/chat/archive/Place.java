package dev.carillon.chat.archive;

/**
 * How far the archive has come.
 *
 * @param epoch of the log; empty if the archive is new
 * @param offset every entry through this one was applied; 0 if none was
 */
public record Place(String epoch, long offset) {

    public Place {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is not negative: " + offset);
        }
    }
}
