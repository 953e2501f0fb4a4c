package dev.carillon.security;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody may do.
 *
 * @param publish the channels to which he may publish
 * @param subscribe the channels that he may read
 * @param admin whether he may use the administration, and read what it writes
 */
public record Grants(SelectorSet publish, SelectorSet subscribe, boolean admin) {

    /** Nothing. */
    public static final Grants NONE = new Grants(SelectorSet.none(), SelectorSet.none(), false);

    /** Everything that there is. */
    public static final Grants ALL = new Grants(SelectorSet.of("**"), SelectorSet.of("**"), true);

    private static final SelectorSet ADMINISTRATION = SelectorSet.of("admin/**");

    /** These and others. */
    public Grants and(Grants others) {
        if (equals(NONE)) {
            return others;
        }
        return new Grants(union(publish, others.publish), union(subscribe, others.subscribe), admin || others.admin);
    }

    private static SelectorSet union(SelectorSet one, SelectorSet other) {
        if (one.selectors().containsAll(other.selectors())) {
            return one;
        }
        Set<Selector> both = new HashSet<>(one.selectors());
        both.addAll(other.selectors());
        return SelectorSet.of(both);
    }

    public boolean mayPublish(ChannelName channel) {
        return publish.matches(channel);
    }

    /** Whether he may read every channel that the selector chooses. */
    public boolean maySubscribe(Selector selector) {
        return subscribe.covers(selector) || (admin && ADMINISTRATION.covers(selector));
    }

    /** Whether he may read every channel that they choose. */
    public boolean maySubscribe(SelectorSet selectors) {
        return selectors.selectors().stream().allMatch(this::maySubscribe);
    }

    /** Those of the selectors that are not covered, in order. */
    List<String> uncovered(SelectorSet selectors) {
        return selectors.selectors().stream()
                .filter(selector -> !maySubscribe(selector))
                .map(Selector::value)
                .sorted()
                .toList();
    }

    /** The selectors of channels to which he may publish, in order. */
    public List<String> publishNames() {
        return names(publish);
    }

    /** The selectors of channels that he may read, in order. */
    public List<String> subscribeNames() {
        return names(subscribe);
    }

    static List<String> names(SelectorSet selectors) {
        return selectors.selectors().stream().map(Selector::value).sorted().toList();
    }
}
