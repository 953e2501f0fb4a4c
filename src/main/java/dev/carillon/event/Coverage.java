package dev.carillon.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Decides whether some selectors together choose every channel that another one chooses.
 *
 * <p>A segment can be anything, so a {@code *} is covered only by a {@code *}: it is enough to try one segment that stands in none
 * of the selectors. And {@code **} is any number of those, of which more than the longest selector has make no difference.
 */
final class Coverage {

    /** No selector has this segment, since none may contain the character. */
    private static final String FRESH = "\u0000";

    private Coverage() {}

    static boolean isCovered(Selector asked, Collection<Selector> granted) {
        for (Selector selector : granted) {
            if (selector.coversAtSight(asked)) {
                return true;
            }
        }
        // Several together may cover a pattern.
        return asked.isPattern() && isCoveredByAll(asked, granted);
    }

    private static boolean isCoveredByAll(Selector asked, Collection<Selector> granted) {
        List<Selector> eligible = granted.stream()
                .filter(selector -> !asked.isReserved() || selector.isReserved())
                .toList();
        int longest = eligible.stream()
                .mapToInt(selector -> selector.segments().size())
                .max()
                .orElse(0);
        List<String> segments = new ArrayList<>(asked.segments());
        boolean anyRest = segments.get(segments.size() - 1).equals(Names.ANY_REST);
        if (anyRest) {
            segments.remove(segments.size() - 1);
        }
        Collections.replaceAll(segments, Names.ANY_SEGMENT, FRESH);
        int last = anyRest ? Math.max(segments.size(), longest) + 1 : segments.size();
        while (true) {
            List<String> example = segments;
            // "**" alone has no example of no segments: a name has at least one.
            if (!example.isEmpty() && eligible.stream().noneMatch(selector -> matches(selector, example))) {
                return false;
            }
            if (segments.size() >= last) {
                return true;
            }
            segments.add(FRESH);
        }
    }

    private static boolean matches(Selector selector, List<String> example) {
        List<String> pattern = selector.segments();
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i).equals(Names.ANY_REST)) {
                return true;
            }
            boolean same = i < example.size()
                    && (pattern.get(i).equals(Names.ANY_SEGMENT)
                            || pattern.get(i).equals(example.get(i)));
            if (!same) {
                return false;
            }
        }
        return pattern.size() == example.size();
    }
}
