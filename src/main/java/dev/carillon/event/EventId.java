package dev.carillon.event;

/**
 * Where an entry stands in a log, and so the cursor of a reader: {@code <epoch>-<offset>}.
 *
 * <p>Only {@code 0-9 a-z -} occur in it, so that a browser never needs a CORS preflight to send it as {@code
 * Last-Event-ID} (WHATWG Fetch, "CORS-safelisted request-header").
 *
 * <p>What breaks a rule is refused with {@link InvalidEventIdException}.
 *
 * @param epoch identity of the log, base 36, 1 to 13 characters; a new log has a new one
 * @param offset position in the log: 1 for the first entry, given without holes; 0 is before the first
 */
public record EventId(String epoch, long offset) {

    /** Characters that the longest id has. */
    public static final int MAX_LENGTH = 33;

    private static final int MAX_EPOCH_LENGTH = 13;

    public EventId {
        if (!isEpoch(epoch) || offset < 0) {
            throw new InvalidEventIdException(epoch + "-" + offset);
        }
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws InvalidEventIdException if it is something else
     */
    public static EventId parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0 || !isOffset(text, dash + 1)) {
            throw new InvalidEventIdException(text);
        }
        try {
            return new EventId(text.substring(0, dash), Long.parseLong(text, dash + 1, text.length(), 10));
        } catch (NumberFormatException tooLarge) {
            throw new InvalidEventIdException(text);
        }
    }

    /** The id of another entry of the same log. */
    public EventId at(long otherOffset) {
        return new EventId(epoch, otherOffset);
    }

    private static boolean isEpoch(String text) {
        if (text.isEmpty() || text.length() > MAX_EPOCH_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && !(c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOffset(String text, int start) {
        boolean canonical = text.length() > start && (text.charAt(start) != '0' || text.length() == start + 1);
        for (int i = start; i < text.length() && canonical; i++) {
            canonical = isDigit(text.charAt(i));
        }
        return canonical;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return epoch + '-' + offset;
    }
}
