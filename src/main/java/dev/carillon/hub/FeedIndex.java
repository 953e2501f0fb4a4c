package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the feeds of an event. Names are looked up in a hash map and patterns in a tree of segments, so the cost does not
 * depend on how many other feeds there are.
 *
 * <p>Threading: its shard's alone.
 *
 * @param <F> the kind of feed
 */
final class FeedIndex<F extends Feed> {

    /** A place in the tree of patterns. */
    private static final class Node<F> {
        final Map<String, Node<F>> children = new HashMap<>(2);
        final Set<F> endingHere = new LinkedHashSet<>(2);
        final Set<F> withRest = new LinkedHashSet<>(2);

        boolean isEmpty() {
            return children.isEmpty() && endingHere.isEmpty() && withRest.isEmpty();
        }
    }

    private static final String ANY_SEGMENT = "*";
    private static final String ANY_REST = "**";

    private final Map<Feed.Key, F> feeds = new HashMap<>();
    private final Map<String, Set<F>> byName = new HashMap<>();
    private final Node<F> patterns = new Node<>();
    private long matches;

    @Nullable
    F get(Feed.Key key) {
        return feeds.get(key);
    }

    Collection<F> all() {
        return feeds.values();
    }

    boolean isEmpty() {
        return feeds.isEmpty() && byName.isEmpty() && patterns.isEmpty();
    }

    void add(F feed) {
        feeds.put(feed.key, feed);
        for (Selector selector : feed.key.selectors().selectors()) {
            if (selector.isPattern()) {
                addPattern(selector, feed);
            } else {
                byName.computeIfAbsent(selector.value(), name -> new LinkedHashSet<>(2))
                        .add(feed);
            }
        }
    }

    void remove(F feed) {
        feeds.remove(feed.key);
        for (Selector selector : feed.key.selectors().selectors()) {
            if (selector.isPattern()) {
                removePattern(patterns, selector.segments(), 0, feed);
            } else {
                byName.computeIfPresent(selector.value(), (name, named) -> {
                    named.remove(feed);
                    return named.isEmpty() ? null : named;
                });
            }
        }
    }

    /** Names each feed that listens to the channel, once. */
    void forEach(ChannelName channel, Consumer<F> action) {
        matches++;
        Set<F> named = byName.get(channel.value());
        if (named != null) {
            visit(named, action);
        }
        if (!patterns.isEmpty()) {
            visitPatterns(patterns, channel.value().split("/", -1), 0, channel.isReserved(), action);
        }
    }

    /** Whether a feed listens to the channel. */
    boolean hasAny(ChannelName channel) {
        boolean[] found = {false};
        forEach(channel, feed -> found[0] = true);
        return found[0];
    }

    private void visitPatterns(Node<F> node, String[] segments, int depth, boolean reserved, Consumer<F> action) {
        boolean wildcardsHere = depth > 0 || !reserved;
        if (wildcardsHere) {
            visit(node.withRest, action);
        }
        if (depth == segments.length) {
            visit(node.endingHere, action);
            return;
        }
        Node<F> exact = node.children.get(segments[depth]);
        if (exact != null) {
            visitPatterns(exact, segments, depth + 1, reserved, action);
        }
        Node<F> any = wildcardsHere ? node.children.get(ANY_SEGMENT) : null;
        if (any != null) {
            visitPatterns(any, segments, depth + 1, reserved, action);
        }
    }

    private void visit(Set<F> candidates, Consumer<F> action) {
        for (F feed : candidates) {
            if (feed.lastMatch != matches) {
                feed.lastMatch = matches;
                action.accept(feed);
            }
        }
    }

    private void addPattern(Selector pattern, F feed) {
        Node<F> node = patterns;
        for (String segment : pattern.segments()) {
            if (segment.equals(ANY_REST)) {
                node.withRest.add(feed);
                return;
            }
            node = node.children.computeIfAbsent(segment, name -> new Node<>());
        }
        node.endingHere.add(feed);
    }

    private void removePattern(Node<F> node, List<String> segments, int depth, F feed) {
        if (depth == segments.size()) {
            node.endingHere.remove(feed);
            return;
        }
        String segment = segments.get(depth);
        if (segment.equals(ANY_REST)) {
            node.withRest.remove(feed);
            return;
        }
        Node<F> child = node.children.get(segment);
        if (child != null) {
            removePattern(child, segments, depth + 1, feed);
            if (child.isEmpty()) {
                node.children.remove(segment);
            }
        }
    }
}
