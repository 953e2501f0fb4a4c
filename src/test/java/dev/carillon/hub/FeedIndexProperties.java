package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FeedIndexProperties {

    private final Shard shard = new TestHub().shard();

    @Property
    void the_feeds_found_are_those_whose_selectors_match_each_once(
            @ForAll("sets") List<SelectorSet> sets, @ForAll("channels") List<ChannelName> channels) {
        FeedIndex<RingFeed> index = new FeedIndex<>();
        List<RingFeed> feeds = add(sets, index);

        for (ChannelName channel : channels) {
            assertThat(found(index, channel)).containsExactlyInAnyOrderElementsOf(matching(feeds, channel));
        }
    }

    @Property
    void a_feed_that_was_removed_is_not_found_and_leaves_nothing(
            @ForAll("sets") List<SelectorSet> sets, @ForAll("channels") List<ChannelName> channels) {
        FeedIndex<RingFeed> index = new FeedIndex<>();
        List<RingFeed> feeds = add(sets, index);

        while (!feeds.isEmpty()) {
            index.remove(feeds.remove(feeds.size() / 2));
            for (ChannelName channel : channels) {
                assertThat(found(index, channel)).containsExactlyInAnyOrderElementsOf(matching(feeds, channel));
            }
        }

        assertThat(index.isEmpty()).isTrue();
    }

    private List<RingFeed> add(List<SelectorSet> sets, FeedIndex<RingFeed> index) {
        List<RingFeed> feeds = new ArrayList<>();
        for (SelectorSet set : sets) {
            RingFeed feed = new RingFeed(new Feed.Key(set, TextFormat.TEXT), shard);
            index.add(feed);
            feeds.add(feed);
        }
        return feeds;
    }

    private static List<RingFeed> found(FeedIndex<RingFeed> index, ChannelName channel) {
        List<RingFeed> found = new ArrayList<>();
        index.forEach(channel, found::add);
        return found;
    }

    private static List<RingFeed> matching(List<RingFeed> feeds, ChannelName channel) {
        return feeds.stream()
                .filter(feed -> feed.key.selectors().matches(channel))
                .toList();
    }

    @Provide
    Arbitrary<List<ChannelName>> channels() {
        return Arbitraries.of("a", "b", "~a", "c")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(segments -> new ChannelName(String.join("/", segments)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<SelectorSet>> sets() {
        Arbitrary<List<String>> begin =
                Arbitraries.of("a", "b", "~a", "c", "*").list().ofMaxSize(2);
        Arbitrary<String> selector = Combinators.combine(begin, Arbitraries.of("a", "c", "*", "**"))
                .as((segments, last) -> segments.isEmpty() ? last : String.join("/", segments) + "/" + last);
        return selector.set()
                .ofMaxSize(3)
                .map(set -> SelectorSet.of(set.toArray(String[]::new)))
                .set()
                .ofMaxSize(8)
                .map(List::copyOf);
    }
}
