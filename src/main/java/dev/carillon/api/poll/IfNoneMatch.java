package dev.carillon.api.poll;

import dev.carillon.event.EventId;
import dev.carillon.event.InvalidEventIdException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the client has (RFC 9110 §13.1.2). Tags are compared weakly, as the RFC wants it here.
 *
 * @param any whether every representation counts ({@code *})
 * @param cursors the tags that can be ours; an answer's tag is its cursor
 */
record IfNoneMatch(boolean any, List<EventId> cursors) {

    /** Tags that are looked at; a cache names as many as it has stored answers. */
    private static final int MAX_TAGS = 16;

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    IfNoneMatch {
        cursors = List.copyOf(cursors);
    }

    /** {@code lines} are the header's: several lines mean the same as one with commas. */
    static IfNoneMatch of(List<String> lines) {
        List<EventId> cursors = new ArrayList<>();
        boolean any = false;
        for (String line : lines) {
            any |= line.strip().equals("*");
            Matcher tag = TAG.matcher(line);
            while (tag.find() && cursors.size() < MAX_TAGS) {
                addCursor(tag.group(1), cursors);
            }
        }
        return new IfNoneMatch(any, cursors);
    }

    /** The tag of the newest answer that the client has and that is still right. */
    Optional<EventId> stillRight(EventId head, Predicate<EventId> unchangedSince) {
        return any
                ? Optional.of(head)
                : cursors.stream().filter(unchangedSince).max(Comparator.comparingLong(EventId::offset));
    }

    private static void addCursor(String tag, List<EventId> cursors) {
        try {
            cursors.add(EventId.parse(tag));
        } catch (InvalidEventIdException notOurs) {
            // The tag of whoever stood at this address before matches nothing, which is all that it has to do.
        }
    }
}
