package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A hub, its readers, and what was ever published: the model that {@link Witness} compares with what a reader got. */
final class DeliveryWalk {

    static final int MAX_READERS = 6;

    /** What is to be published; without a length it removes its key, where there are keys. */
    record Post(String channel, boolean isVolatile, int length) {

        @Override
        public String toString() {
            return (isVolatile ? "~" : "") + channel + (length > 1 ? " of " + length : "");
        }
    }

    enum Where {
        NOW,
        AFTER,
        LAST,
        EARLIEST,
        SINCE,
        OTHER_EPOCH,
        FUTURE
    }

    /** Where a reader begins; the number is events or seconds back. */
    record From(Where where, int back) {

        @Override
        public String toString() {
            return where + " " + back;
        }
    }

    /**
     * An event that was published; {@code head} was the newest entry when it was, itself included. Only in compacted channels
     * it has a key.
     */
    record Published(String channel, @Nullable String key, String text, Instant time, long head) {

        boolean isFor(SelectorSet selectors) {
            return selectors.matches(new ChannelName(channel));
        }
    }

    /** A reader that knows its place and has not subscribed yet. */
    private record Located(Witness witness, Start start) {}

    private final DeliveryWorld world;
    private final TestHub test;
    private final List<Published> durable = new ArrayList<>();
    private final List<Published> unkept = new ArrayList<>();
    private final List<Witness> readers = new ArrayList<>();
    private final List<Located> located = new ArrayList<>();

    DeliveryWalk(DeliveryWorld world) {
        this.world = world;
        HubSettings settings = new HubSettings(
                world.shards(),
                world.ring(),
                world.replay(),
                new HubSettings.PublishLimits(1 << 20, 1000, 64 << 20, 1L << 40, Duration.ofSeconds(5)),
                TestHub.SETTINGS.timing());
        test = new TestHub(settings, world.kept().policy(), UnaryOperator.identity());
    }

    // --- the model ---

    /** Offset {@code n} is at {@code n - 1}. */
    List<Published> durable() {
        return durable;
    }

    List<Published> unkept() {
        return unkept;
    }

    long head() {
        return durable.size();
    }

    /** The offsets that can be read. */
    Set<Long> existing() {
        Set<Long> offsets = new HashSet<>();
        long after = 0;
        while (after < head()) {
            Page page = test.log.read(after, SelectorSet.of("**"), new PageLimit(1000, 1 << 20));
            page.entries().forEach(entry -> offsets.add(entry.offset()));
            after = page.through();
        }
        return offsets;
    }

    /** Whether there is a newer event with its key, so that nobody misses this one. */
    boolean isObsolete(long offset) {
        Published event = durable.get((int) offset - 1);
        return event.key != null
                && durable.stream()
                        .skip(offset)
                        .anyMatch(newer -> event.key.equals(newer.key) && event.channel.equals(newer.channel));
    }

    // --- steps ---

    void publish(List<Post> posts) {
        List<Event> events = new ArrayList<>();
        long headAfter =
                head() + posts.stream().filter(post -> !post.isVolatile).count();
        for (Post post : posts) {
            List<Published> kind = post.isVolatile ? unkept : durable;
            boolean compacted = world.kept().compactsC() && post.channel.startsWith("c/") && !post.isVolatile;
            String key = compacted ? "k" + kind.size() % 3 : null;
            String text = compacted && post.length == 0 ? "" : "e" + kind.size() + "x".repeat(Math.max(1, post.length));
            long head = post.isVolatile ? headAfter : head() + 1;
            kind.add(new Published(post.channel, key, text, test.clock.instant(), head));
            Event event = test.event(post.channel, text).withKey(key);
            events.add(post.isVolatile ? event.asVolatile() : event);
        }
        assertThat(test.publish(events.toArray(Event[]::new))).isCompleted();
    }

    void connect(List<String> selectors, From from, int window, boolean atOnce) {
        if (readers.size() < MAX_READERS) {
            connect(SelectorSet.of(selectors.toArray(String[]::new)), from, window, atOnce);
        }
    }

    private void connect(SelectorSet selectors, From from, int window, boolean atOnce) {
        Reader reader = test.connect(new FakeSink(readers.size() % 2 == 0));
        Witness witness = new Witness(this, reader, selectors);
        readers.add(witness);
        reader.open(window);
        Start start = test.hub.locate(selectors, startingPoint(from, selectors, witness));
        if (start instanceof Start.After after) {
            beginsAfter(from, after.offset(), witness);
        }
        located.add(new Located(witness, start));
        if (atOnce) {
            arrive();
        }
    }

    void arrive() {
        located.forEach(ready -> ready.witness.subscribe(ready.start));
        located.clear();
    }

    void round(int shard) {
        test.hub.shards().get(shard % world.shards()).round();
    }

    void io(int index) {
        if (index < test.io.waiting()) {
            test.io.run(index);
        }
    }

    void open(int reader, int window) {
        if (reader < readers.size()) {
            readers.get(reader).reader.open(window);
        }
    }

    void send(int reader) {
        if (reader < readers.size()) {
            readers.get(reader).send();
        }
    }

    void leave(int reader) {
        if (reader < readers.size()) {
            Witness leaving = readers.remove(reader);
            located.removeIf(waiting -> waiting.witness == leaving);
            leaving.reader.subscriber.gone();
        }
    }

    void pass(Duration time) {
        test.advance(time);
    }

    void settle() {
        test.settle();
        readers.forEach(Witness::settled);
    }

    // --- what holds after each step ---

    void check() {
        readers.forEach(Witness::read);
        for (Witness slow : List.copyOf(readers)) {
            if (!slow.reader.ends().isEmpty()) {
                reconnect(slow);
            }
        }
        for (Shard shard : test.hub.shards()) {
            assertThat(shard.feeds().budget().bytes())
                    .isBetween(0L, world.ring().maxTotalBytes());
            assertThat(shard.replays().pages().usedSlots())
                    .isBetween(0, world.replay().maxReads());
            for (Feed feed : shard.feeds().all()) {
                assertThat(feed.retainedFrames())
                        .isLessThanOrEqualTo(world.ring().maxFrames());
            }
        }
    }

    /** As a browser does. */
    private void reconnect(Witness slow) {
        assertThat(slow.reader.ends()).containsExactly(CloseReason.SLOW);
        assertThat(slow.reader.isBlocked()).isTrue();
        readers.remove(slow);
        located.removeIf(waiting -> waiting.witness == slow);
        long last = slow.lastId();
        From from = last < 0 ? new From(Where.EARLIEST, 0) : new From(Where.AFTER, (int) (head() - last));
        connect(slow.selectors, from, TestHub.UNLIMITED, true);
    }

    void finish() {
        arrive();
        readers.forEach(witness -> witness.reader.open(TestHub.UNLIMITED));
        settle();
        check();
        settle();
        check();
        readers.forEach(Witness::requireEverything);
        for (Shard shard : test.hub.shards()) {
            assertThat(shard.feeds().budget().bytes()).isZero();
            assertThat(shard.feeds().all()).allMatch(feed -> feed.retainedFrames() == 0 && feed.laggards() == 0);
        }

        readers.forEach(witness -> witness.reader.subscriber.gone());
        settle();
        assertThat(test.hub.shards())
                .allMatch(Shard::isEmpty)
                .allMatch(shard -> shard.replays().pages().usedSlots() == 0)
                .allMatch(shard ->
                        shard.replays().pages().cachedBytes() <= world.replay().maxCachedBytes());
        assertThat(test.hub.stats().connections()).isEqualTo(new HubStats.Connections(0, 0, 0));
    }

    // --- where a reader begins, and what it may therefore expect ---

    private StartingPoint startingPoint(From from, SelectorSet selectors, Witness witness) {
        EventId head = test.log.head();
        return switch (from.where) {
            case NOW -> new StartingPoint.Now();
            case AFTER -> {
                long after = Math.max(0, head() - from.back);
                witness.beginsAfter(after);
                yield new StartingPoint.After(head.at(after));
            }
            case LAST -> {
                witness.beginsAfter(beforeLast(selectors, from.back));
                yield new StartingPoint.Last(from.back);
            }
            case EARLIEST -> new StartingPoint.Earliest();
            case SINCE -> new StartingPoint.Since(test.clock.instant().minusSeconds(from.back));
            case OTHER_EPOCH -> new StartingPoint.After(new EventId("other", 7));
            case FUTURE -> {
                witness.beginsAfter(head());
                witness.expects("gap unknown-offset " + (head() + 5) + ".." + head());
                yield new StartingPoint.After(head.at(head() + 5));
            }
        };
    }

    /** The log has a say in where these begin: not after anything that they asked for and that can be read. */
    private void beginsAfter(From from, long offset, Witness witness) {
        switch (from.where) {
            case EARLIEST, OTHER_EPOCH ->
                assertThat(existing())
                        .noneMatch(other -> other <= offset
                                && durable.get(other.intValue() - 1).isFor(witness.selectors));
            case SINCE ->
                assertThat(durable.stream().limit(offset))
                        .allMatch(event ->
                                event.time.isBefore(test.clock.instant().minusSeconds(from.back)));
            default -> {
                return;
            }
        }
        witness.beginsAfter(offset);
        if (from.where == Where.OTHER_EPOCH) {
            witness.expects("gap unknown-epoch 7.." + offset);
        }
    }

    private long beforeLast(SelectorSet selectors, int count) {
        Set<Long> existing = existing();
        long offset = head();
        int missing = count;
        while (missing > 0 && offset > 0) {
            if (existing.contains(offset) && durable.get((int) offset - 1).isFor(selectors)) {
                missing--;
            }
            offset--;
        }
        return offset;
    }
}
