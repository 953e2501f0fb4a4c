package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A hub, its readers, and what was ever published: the model that {@link Witness} compares with what a reader got. */
final class DeliveryWalk {

    static final int MAX_READERS = 6;

    /** The limits of a hub; most are so tight that something is always over. */
    record World(int shards, int ringFrames, int ringBytes, int allRingsBytes, int logEntries) {}

    /** What is to be published. */
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

    /** An event that was published; {@code head} was the newest entry when it was, itself included. */
    record Published(String channel, String text, Instant time, long head) {

        boolean isFor(SelectorSet selectors) {
            return selectors.matches(new ChannelName(channel));
        }
    }

    /** A reader that knows its place and has not subscribed yet. */
    private record Located(Witness witness, Start start) {}

    private final World world;
    private final TestHub test;
    private final List<Published> durable = new ArrayList<>();
    private final List<Published> unkept = new ArrayList<>();
    private final List<Witness> readers = new ArrayList<>();
    private final List<Located> located = new ArrayList<>();

    DeliveryWalk(World world) {
        this.world = world;
        HubSettings settings = new HubSettings(
                world.shards,
                new HubSettings.RingLimits(world.ringFrames, world.ringBytes, world.allRingsBytes),
                new HubSettings.PublishLimits(1 << 20, 1000, 64 << 20, 1L << 40, Duration.ofSeconds(5)),
                TestHub.SETTINGS.timing());
        test = new TestHub(
                settings, new Retention(world.logEntries, 1L << 40, Duration.ofDays(1)), UnaryOperator.identity());
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

    long oldest() {
        return test.log.oldest().offset();
    }

    // --- steps ---

    void publish(List<Post> posts) {
        List<Event> events = new ArrayList<>();
        long headAfter =
                head() + posts.stream().filter(post -> !post.isVolatile).count();
        for (Post post : posts) {
            List<Published> kind = post.isVolatile ? unkept : durable;
            String text = "e" + kind.size() + "x".repeat(post.length);
            long head = post.isVolatile ? headAfter : head() + 1;
            kind.add(new Published(post.channel, text, test.clock.instant(), head));
            Event event = test.event(post.channel, text);
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
        located.add(new Located(witness, test.hub.locate(selectors, startingPoint(from, selectors, witness))));
        if (atOnce) {
            arrive();
        }
    }

    void arrive() {
        located.forEach(ready -> ready.witness.subscribe(ready.start));
        located.clear();
    }

    void round(int shard) {
        test.hub.shards().get(shard % world.shards).round();
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
            assertThat(shard.budget().bytes()).isBetween(0L, (long) world.allRingsBytes);
            for (Feed feed : shard.feeds()) {
                assertThat(feed.retainedFrames()).isLessThanOrEqualTo(world.ringFrames);
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
            assertThat(shard.budget().bytes()).isZero();
            assertThat(shard.feeds()).allMatch(feed -> feed.retainedFrames() == 0 && feed.laggards() == 0);
        }

        readers.forEach(witness -> witness.reader.subscriber.gone());
        settle();
        assertThat(test.hub.shards()).allMatch(Shard::isEmpty);
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
            case EARLIEST -> {
                witness.beginsAfter(oldest() - 1);
                yield new StartingPoint.Earliest();
            }
            case SINCE -> {
                Instant time = test.clock.instant().minusSeconds(from.back);
                witness.beginsAfter(durable.stream()
                        .filter(event -> event.time.isBefore(time))
                        .count());
                yield new StartingPoint.Since(time);
            }
            case OTHER_EPOCH -> {
                witness.beginsAfter(oldest() - 1);
                witness.expects("gap unknown-epoch 7.." + (oldest() - 1));
                yield new StartingPoint.After(new EventId("other", 7));
            }
            case FUTURE -> {
                witness.beginsAfter(head());
                witness.expects("gap unknown-offset " + (head() + 5) + ".." + head());
                yield new StartingPoint.After(head.at(head() + 5));
            }
        };
    }

    private long beforeLast(SelectorSet selectors, int count) {
        long offset = head();
        int missing = count;
        while (missing > 0 && offset >= oldest()) {
            if (durable.get((int) offset - 1).isFor(selectors)) {
                missing--;
            }
            offset--;
        }
        return offset;
    }
}
