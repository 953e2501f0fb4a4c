package dev.carillon.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one reader listens to: the channels that at least one of the selectors chooses. Two with the same selectors are equal. */
public final class SelectorSet {

    private static final SelectorSet NONE = new SelectorSet(Set.of());

    private final Set<Selector> selectors;
    private final Set<String> names = new HashSet<>();
    private final List<Selector> patterns = new ArrayList<>();

    private SelectorSet(Set<Selector> selectors) {
        this.selectors = selectors;
        for (Selector selector : selectors) {
            if (selector.isPattern()) {
                patterns.add(selector);
            } else {
                names.add(selector.value());
            }
        }
    }

    public static SelectorSet of(Collection<Selector> selectors) {
        return new SelectorSet(Set.copyOf(selectors));
    }

    public static SelectorSet of(String... selectors) {
        Set<Selector> set = new HashSet<>();
        for (String selector : selectors) {
            set.add(new Selector(selector));
        }
        return of(set);
    }

    /** Listens to nothing. */
    public static SelectorSet none() {
        return NONE;
    }

    public Set<Selector> selectors() {
        return selectors;
    }

    public boolean isEmpty() {
        return selectors.isEmpty();
    }

    /** What both listen to. */
    public SelectorSet plus(SelectorSet more) {
        if (selectors.containsAll(more.selectors)) {
            return this;
        }
        Set<Selector> all = new HashSet<>(selectors);
        all.addAll(more.selectors);
        return of(all);
    }

    /** Without these selectors; what they choose may still be chosen by others. */
    public SelectorSet minus(SelectorSet less) {
        return only(selector -> !less.selectors.contains(selector));
    }

    /** Those of its selectors that pass a test; itself if all do. */
    public SelectorSet only(Predicate<Selector> test) {
        Set<Selector> some = selectors.stream().filter(test).collect(Collectors.toSet());
        return some.size() == selectors.size() ? this : of(some);
    }

    public boolean matches(ChannelName channel) {
        if (names.contains(channel.value())) {
            return true;
        }
        for (Selector pattern : patterns) {
            if (pattern.matches(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it chooses every channel that a selector chooses. */
    public boolean covers(Selector selector) {
        return Coverage.isCovered(selector, selectors);
    }

    /** Whether there can be a channel that both choose. */
    public boolean overlaps(SelectorSet other) {
        return selectors.stream().anyMatch(other::overlaps);
    }

    /** Whether there can be a channel that both choose. */
    public boolean overlaps(Selector selector) {
        return selectors.stream().anyMatch(one -> Overlap.isPossible(one, selector));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SelectorSet that && selectors.equals(that.selectors);
    }

    @Override
    public int hashCode() {
        return selectors.hashCode();
    }

    @Override
    public String toString() {
        return selectors.toString();
    }
}
