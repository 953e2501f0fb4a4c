package dev.carillon.event;

import java.util.List;

/** Decides whether there can be a channel that two selectors both choose. */
final class Overlap {

    private Overlap() {}

    static boolean isPossible(Selector one, Selector other) {
        if (!one.isPattern()) {
            return other.matches(new ChannelName(one.value()));
        }
        if (!other.isPattern()) {
            return one.matches(new ChannelName(other.value()));
        }
        if (one.isReserved() != other.isReserved()) {
            return false;
        }
        return isPossible(one.segments(), other.segments());
    }

    private static boolean isPossible(List<String> one, List<String> other) {
        for (int i = 0; ; i++) {
            if (isRest(one, i) || isRest(other, i)) {
                // The rest may be empty, but a name has a first segment, and the other one can give it.
                return true;
            }
            if (i == one.size() || i == other.size()) {
                return one.size() == other.size();
            }
            boolean same = one.get(i).equals(Names.ANY_SEGMENT)
                    || other.get(i).equals(Names.ANY_SEGMENT)
                    || one.get(i).equals(other.get(i));
            if (!same) {
                return false;
            }
        }
    }

    private static boolean isRest(List<String> segments, int index) {
        return index < segments.size() && segments.get(index).equals(Names.ANY_REST);
    }
}
