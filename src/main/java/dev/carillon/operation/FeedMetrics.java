package dev.carillon.operation;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How the feeds of the ticker are.
 *
 * <p>Threading: any thread.
 */
public final class FeedMetrics implements MultiCollector {

    /** What is told of one. */
    public record Figures(boolean up, long quotes, long failures) {}

    private final Supplier<Map<String, Figures>> feeds;

    /** {@code feeds} tells of each feed by its name. */
    public FeedMetrics(Supplier<Map<String, Figures>> feeds) {
        this.feeds = feeds;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, Integer> up = new TreeMap<>();
        Map<String, Long> quotes = new TreeMap<>();
        Map<String, Long> failures = new TreeMap<>();
        feeds.get().forEach((name, figures) -> {
            up.put(name, figures.up() ? 1 : 0);
            quotes.put(name, figures.quotes());
            failures.put(name, figures.failures());
        });
        Families found = new Families();
        found.gauges("carillon_ticker_feed_up", "1 if the feed runs and is well.", "feed", up);
        found.counters("carillon_ticker_feed_quotes", "Quotes that the ticker took, by feed.", "feed", quotes);
        found.counters("carillon_ticker_feed_failures", "Runs that ended with an error, by feed.", "feed", failures);
        return found.toSnapshots();
    }
}
