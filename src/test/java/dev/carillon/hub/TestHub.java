package dev.carillon.hub;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.ManualClock;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.random.RandomGeneratorFactory;

/** A hub that stands still: its shards make a round, and its I/O tasks run, when the test says so. */
final class TestHub {

    static final int UNLIMITED = Integer.MAX_VALUE;

    static final HubSettings SETTINGS = new HubSettings(
            1,
            new HubSettings.RingLimits(64, 64 << 10, 1 << 20),
            HubSettings.ReplayLimits.DEFAULT,
            new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 1 << 20, Duration.ofSeconds(5)),
            new HubSettings.Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(2)));

    private static final Retention PLENTY = new Retention(1_000_000, 1L << 30, Duration.ofDays(365));

    final ManualClock clock = new ManualClock();
    final ManualExecutor io = new ManualExecutor();
    final EventLog log;
    final Hub hub;
    private long nanos = 1_000_000_000L;

    TestHub() {
        this(SETTINGS);
    }

    TestHub(HubSettings settings) {
        this(settings, PLENTY, UnaryOperator.identity());
    }

    /** {@code wrapping} may make a log that fails. */
    TestHub(HubSettings settings, Retention retention, UnaryOperator<EventLog> wrapping) {
        this(settings, RetentionPolicy.of(retention), wrapping);
    }

    TestHub(HubSettings settings, RetentionPolicy policy, UnaryOperator<EventLog> wrapping) {
        log = wrapping.apply(new MemoryEventLog(
                policy,
                Duration.ofHours(24),
                clock,
                RandomGeneratorFactory.getDefault().create(7)));
        hub = new Hub(settings, log, io, () -> nanos, shard -> new Thread(() -> {}), new SplittableRandom(7));
    }

    static HubSettings.ReplayLimits pages(int entries, int maxReads) {
        return new HubSettings.ReplayLimits(new PageLimit(entries, 1 << 20), maxReads, 1 << 20, Duration.ofSeconds(5));
    }

    static HubSettings replay(HubSettings.ReplayLimits limits) {
        return new HubSettings(1, SETTINGS.ring(), limits, SETTINGS.publish(), SETTINGS.timing());
    }

    static HubSettings ring(int maxFrames, long maxBytes, long maxTotalBytes) {
        return new HubSettings(
                1,
                new HubSettings.RingLimits(maxFrames, maxBytes, maxTotalBytes),
                SETTINGS.replay(),
                SETTINGS.publish(),
                SETTINGS.timing());
    }

    static HubSettings shards(int shards) {
        return new HubSettings(
                shards, SETTINGS.ring(), SETTINGS.replay(), SETTINGS.publish(), SETTINGS.timing(), SETTINGS.drain());
    }

    static HubSettings ring(int maxFrames) {
        return ring(maxFrames, 1 << 20, 4 << 20);
    }

    Shard shard() {
        return hub.shards().get(0);
    }

    Feed feed(String... selectors) {
        SelectorSet set = SelectorSet.of(selectors);
        return shard().feeds().all().stream()
                .filter(feed -> feed.key.selectors().equals(set))
                .findFirst()
                .orElseThrow();
    }

    // --- time ---

    void pass(Duration time) {
        advance(time);
        rounds();
    }

    /** As {@link #pass}, but no shard has looked at its clock yet. */
    void advance(Duration time) {
        clock.pass(time);
        nanos += time.toNanos();
    }

    /** Lets the shards do what they can without the I/O threads. */
    void rounds() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Shard shard : hub.shards()) {
                busy |= shard.round();
                hub.gate().update();
            }
        }
    }

    /** Lets everything happen. */
    void settle() {
        do {
            rounds();
        } while (io.runWaiting());
    }

    // --- publishers ---

    Event event(String channel, String text) {
        return Event.of(new ChannelName(channel), Payload.text(text), clock.instant());
    }

    /** Leaves the events with the shards, one publish for each. */
    void publish(String channel, String... texts) {
        Arrays.stream(texts).forEach(text -> publish(event(channel, text)));
    }

    void publishVolatile(String channel, String... texts) {
        Arrays.stream(texts).forEach(text -> publish(event(channel, text).asVolatile()));
    }

    @CanIgnoreReturnValue
    CompletableFuture<?> publish(Event... events) {
        return hub.publish(Append.of(events)).toCompletableFuture();
    }

    // --- readers ---

    /** Listens to what is new, with an open sink. */
    Reader reader(String... selectors) {
        Reader reader = connect();
        reader.open(UNLIMITED);
        reader.subscribe(new StartingPoint.Now(), selectors);
        settle();
        return reader;
    }

    /** Listens from a place in the log, with an open sink. */
    Reader reader(StartingPoint from, String... selectors) {
        Reader reader = connect();
        reader.open(UNLIMITED);
        reader.subscribe(from, selectors);
        return reader;
    }

    /** Listens to nothing, with a blocked sink. */
    Reader connect() {
        return new Reader(this, new FakeSink(true));
    }

    Reader connect(FakeSink sink) {
        return new Reader(this, sink);
    }

    /** Listens to what is new, with an open sink. */
    Reader reader(Peer peer, String... selectors) {
        Reader reader = new Reader(this, new FakeSink(true), peer);
        reader.open(UNLIMITED);
        reader.subscribe(new StartingPoint.Now(), selectors);
        settle();
        return reader;
    }
}
