package dev.carillon.event;

import java.util.List;

/**
 * Chooses channels: a channel's name, or a pattern in which {@code *} is one whole segment and a trailing {@code **} any
 * rest, an empty one too. {@code orders/*} chooses {@code orders/7}; {@code chat/**} chooses {@code chat}, {@code
 * chat/lobby} and {@code chat/lobby/files}.
 *
 * <p>Anything else is refused with {@link InvalidSelectorException}.
 */
public record Selector(String value) {

    public Selector {
        String flaw = Names.flawInSelector(value);
        if (flaw != null) {
            throw new InvalidSelectorException(flaw, value);
        }
    }

    public static Selector of(ChannelName channel) {
        return new Selector(channel.value());
    }

    public boolean isPattern() {
        return value.indexOf('*') >= 0;
    }

    /** Whether it chooses channels to which only the server publishes. Other patterns do not choose these. */
    public boolean isReserved() {
        return Names.isReserved(value);
    }

    /** Whether it chooses channels that nobody but the server may read. */
    public boolean isInternal() {
        return Names.isInternal(value);
    }

    public List<String> segments() {
        return List.of(value.split("/", -1));
    }

    public boolean matches(ChannelName channel) {
        return matchesName(channel.value());
    }

    /** The same for the name of a channel, which nobody has to look at again. */
    boolean matchesName(String name) {
        if (!isPattern()) {
            return value.equals(name);
        }
        return (isReserved() || !Names.isReserved(name)) && matches(name);
    }

    /**
     * Whether it chooses every channel that another one chooses, as far as a look at the two texts tells: true is certain. A {@code
     * *} of the other one is like a segment that stands nowhere else; only {@code **} is not.
     */
    boolean coversAtSight(Selector other) {
        if (!other.isPattern()) {
            return matchesName(other.value);
        }
        return value.equals(other.value)
                || (isPattern()
                        && !other.value.endsWith(Names.ANY_REST)
                        && (isReserved() || !other.isReserved())
                        && matches(other.value));
    }

    private boolean matches(String name) {
        int at = 0;
        int named = 0;
        while (true) {
            if (value.startsWith(Names.ANY_REST, at)) {
                return true;
            }
            if (named > name.length()) {
                return false;
            }
            int end = endOfSegment(value, at);
            int namedEnd = endOfSegment(name, named);
            boolean same = value.startsWith(Names.ANY_SEGMENT, at)
                    || (end - at == namedEnd - named && value.regionMatches(at, name, named, end - at));
            if (!same) {
                return false;
            }
            at = end + 1;
            named = namedEnd + 1;
            if (at > value.length()) {
                return named > name.length();
            }
        }
    }

    private static int endOfSegment(String text, int start) {
        int end = text.indexOf(Names.SEPARATOR, start);
        return end < 0 ? text.length() : end;
    }

    @Override
    public String toString() {
        return value;
    }
}
