package dev.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Pattern HELP = Pattern.compile("^# HELP (\\S+) (.*)$", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);

    private final OperationHub parts = new OperationHub();
    private final Metrics metrics = parts.metrics();

    @AfterEach
    void end() {
        metrics.close();
        parts.close();
    }

    @Test
    void every_metric_of_ours_has_a_help_text_that_is_a_sentence() {
        Map<String, String> helps = all(HELP, scrape());

        assertThat(helps).containsKeys("carillon_connections", "carillon_log_head_offset", "jvm_memory_used_bytes");
        helps.forEach((name, help) -> {
            if (name.startsWith("carillon_")) {
                assertThat(help).as(name).endsWith(".").hasSizeGreaterThan(12);
            }
        });
    }

    /** As https://prometheus.io/docs/practices/naming/ wants it. */
    @Test
    void what_only_grows_ends_in_total_and_nothing_else_does() {
        Map<String, String> types = all(TYPE, scrape());

        types.forEach((name, type) -> {
            if (name.startsWith("carillon_")) {
                assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
                assertThat(name).matches("[a-z_]+").doesNotContain("_ms", "_millis", "_kb", "_nanos");
            }
        });
    }

    @Test
    void a_ticker_without_feeds_tells_nothing_of_them() {
        try (Metrics without = new Metrics(new FeedMetrics(Map::of))) {
            String text = new String(without.scrape(null).body(), StandardCharsets.UTF_8);

            assertThat(text).contains("jvm_memory_used_bytes").doesNotContain("carillon_ticker_feed_up{");
        }
    }

    @Test
    void what_was_published_shows() {
        var unused = parts.hub
                .publish(Event.of(new ChannelName("a"), Payload.text("b"), Instant.now()))
                .toCompletableFuture()
                .join();
        // The publisher is answered once the event is committed, and the shards take it when they come to it.
        Awaitility.await().until(() -> parts.hub.stats().queues().stream().allMatch(queue -> queue.bytes() == 0));

        assertThat(scrape())
                .contains("\ncarillon_log_head_offset 1.0\n")
                .contains("\ncarillon_log_entries 1.0\n")
                .contains("\ncarillon_log_rule_entries{rule=\"**\"} 1.0\n")
                .contains("\ncarillon_log_writable 1.0\n")
                .contains("\ncarillon_publish_seconds_bucket{le=\"+Inf\"} 1\n")
                .contains("\ncarillon_publish_seconds_bucket{le=\"6.25E-5\"} ")
                .contains("\ncarillon_publish_seconds_count 1\n")
                .contains("\ncarillon_shard_queue_bytes{shard=\"1\"} 0.0\n")
                .contains("\ncarillon_limits_hit_total{limit=\"connections.max\"} 3.0\n")
                .contains("\ncarillon_ticker_feed_up{feed=\"demo\"} 1.0\n")
                .contains("\ncarillon_ticker_feed_quotes_total{feed=\"demo\"} 12.0\n")
                .contains("\ncarillon_ticker_feed_failures_total{feed=\"demo\"} 1.0\n")
                .contains("\ncarillon_connections{sink=\"poll\"} 0.0\n")
                .contains("\ncarillon_connections_closed_total{reason=\"slow\"} 0.0\n");
    }

    @Test
    void the_virtual_machine_and_the_process_are_told_of() {
        assertThat(all(TYPE, scrape()))
                .containsKeys(
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "jvm_classes_loaded_classes",
                        "jvm_gc_memory_allocated_bytes_total",
                        "process_cpu_usage",
                        "process_files_open_files",
                        "process_files_max_files",
                        "process_uptime_seconds");
    }

    @Test
    void a_reader_is_given_the_format_it_asks_for() {
        assertThat(metrics.scrape(null).contentType()).startsWith("text/plain; version=0.0.4");
        Metrics.Scrape open = metrics.scrape("application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1");
        assertThat(open.contentType()).startsWith("application/openmetrics-text");
        assertThat(new String(open.body(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
    }

    @Test
    void no_thread_stays_behind_after_the_end() {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        Metrics another = parts.metrics();
        var unused = another.scrape(null);

        another.close();

        assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
    }

    private String scrape() {
        return new String(metrics.scrape(null).body(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> all(Pattern pattern, String text) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        return found;
    }
}
