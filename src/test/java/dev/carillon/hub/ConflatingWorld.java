package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A hub in which {@code t/*} conflates, and readers who write down when they got what. */
final class ConflatingWorld {

    static final int SYMBOLS = 5;
    static final double FASTEST = 1_000;

    /** What somebody got, and when. */
    record Seen(Instant at, long number) {}

    /** A reader with the rate that he asked for. */
    static final class Watcher {
        final Reader reader;
        final SelectorSet selectors;
        final double maxRate;
        final Map<String, List<Seen>> seen = new HashMap<>();
        boolean keepsReading = true;

        Watcher(Reader reader, SelectorSet selectors, double maxRate) {
            this.reader = reader;
            this.selectors = selectors;
            this.maxRate = maxRate;
        }

        List<Long> numbers(String channel) {
            return seen.getOrDefault(channel, List.of()).stream()
                    .map(Seen::number)
                    .toList();
        }
    }

    final TestHub test;
    final List<Watcher> watchers = new ArrayList<>();

    /** The newest number of each channel. */
    final Map<String, Long> newest = new HashMap<>();

    private final boolean compact;
    private long counter;

    ConflatingWorld(int shards, boolean compact) {
        this.compact = compact;
        HubSettings plain = TestHub.SETTINGS;
        test = new TestHub(new HubSettings(
                shards,
                plain.ring(),
                plain.replay(),
                plain.publish(),
                plain.timing(),
                plain.drain(),
                new HubSettings.Conflation(SelectorSet.of("t/*"), 1_000, FASTEST)));
    }

    void quote(int symbol) {
        String channel = "t/" + symbol;
        newest.put(channel, ++counter);
        // Long texts fill chunks, so that what is missed comes in several.
        String text = counter + (compact ? "" : " " + "x".repeat(9_000));
        test.publish(test.event(channel, text).asVolatile());
    }

    void join(SelectorSet selectors, double maxRate, int window) {
        Reader reader = test.connect();
        Watcher watcher = new Watcher(reader, selectors, maxRate);
        reader.subscriber.subscribe(selectors, new Start.Live(), Pace.of(maxRate), () -> {});
        watcher.keepsReading = window == TestHub.UNLIMITED;
        if (window > 0) {
            reader.open(window);
        }
        watchers.add(watcher);
    }

    void open(Watcher watcher, int window) {
        watcher.keepsReading &= window == TestHub.UNLIMITED;
        watcher.reader.open(window);
    }

    /** Everybody writes down what he got in this moment. */
    void look() {
        for (Watcher watcher : watchers) {
            for (String line : watcher.reader.takeText().split("\n", -1)) {
                String[] words = line.split(" ", -1);
                if (words.length >= 3 && words[0].equals("~")) {
                    watcher.seen
                            .computeIfAbsent(words[1], channel -> new ArrayList<>())
                            .add(new Seen(test.clock.instant(), Long.parseLong(words[2])));
                } else if (!line.equals(TextFormat.HEARTBEAT.strip()) && !line.isEmpty()) {
                    assertThat(line).as("what a reader of quotes gets").isEmpty();
                }
            }
        }
    }

    void finish() {
        for (int i = 0; i < 30; i++) {
            watchers.forEach(watcher -> open(watcher, TestHub.UNLIMITED));
            test.pass(Duration.ofSeconds(1));
            look();
        }
    }
}
