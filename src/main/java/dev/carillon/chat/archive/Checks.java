package dev.carillon.chat.archive;

import java.util.List;

/** What every value must be. */
final class Checks {

    private Checks() {}

    /** Names are kept as lines of a list, so they have no line breaks. */
    static void name(String what, String value) {
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a " + what + " has a character, and no control characters");
        }
    }

    static List<String> names(String what, List<String> values) {
        values.forEach(value -> name(what, value));
        return List.copyOf(values);
    }

    static void offset(long offset) {
        if (offset < 1) {
            throw new IllegalArgumentException("an offset is 1 or more: " + offset);
        }
    }

    /** 0 for none. */
    static void earlier(long earlier, long offset) {
        if (earlier < 0 || earlier >= offset) {
            throw new IllegalArgumentException(earlier + " does not stand before " + offset);
        }
    }

    static int count(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count is not negative: " + count);
        }
        return count;
    }
}
