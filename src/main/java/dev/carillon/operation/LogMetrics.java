package dev.carillon.operation;

import dev.carillon.event.LogUnavailableException;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStats;
import dev.carillon.log.LogStatus;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the log holds, and how much room there is for it.
 *
 * <p>Threading: any thread. It may wait for the disk.
 */
public final class LogMetrics implements MultiCollector {

    private static final System.Logger LOGGER = System.getLogger(LogMetrics.class.getName());

    private final EventLog log;
    private final Optional<Path> directory;

    /** {@code directory} is where the log's files are; empty if it has none. */
    public LogMetrics(EventLog log, Optional<Path> directory) {
        this.log = log;
        this.directory = directory;
    }

    @Override
    public MetricSnapshots collect() {
        Families found = new Families();
        found.gauge(
                "carillon_log_writable",
                "1 if the newest attempt to write the log succeeded, 0 if publishers are refused.",
                log.isWritable() ? 1 : 0);
        LogStats stats = log.stats();
        found.histogram(
                "carillon_log_commit_seconds",
                "How long each commit took, from its first event to the disk.",
                stats.commitNanos(),
                HubMetrics.NANOS_IN_A_SECOND);
        found.histogram("carillon_log_commit_events", "How many events shared each commit.", stats.commitEvents(), 1);
        try {
            status(found, log.status());
        } catch (LogUnavailableException e) {
            // The rest of the metrics is what an operator needs now.
            LOGGER.log(System.Logger.Level.DEBUG, "the log does not tell what it holds", e);
        }
        directory.ifPresent(path -> room(found, path));
        return found.toSnapshots();
    }

    private static void status(Families found, LogStatus status) {
        found.gauge(
                "carillon_log_head_offset",
                "Offset of the newest entry; begins anew with a new log.",
                status.head().offset());
        found.gauge(
                "carillon_log_oldest_offset",
                "Offset of the oldest entry.",
                status.oldest().offset());
        found.gauge("carillon_log_entries", "Entries that the log holds.", status.entries());
        found.gauge("carillon_log_bytes", "About what they weigh.", status.bytes());
        found.gauge("carillon_log_file_bytes", "What the log's files take on disk.", status.fileBytes());
        Map<String, Long> entries = new LinkedHashMap<>();
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (LogStatus.Kept kept : status.kept()) {
            String selector = kept.rule().selector().value();
            entries.put(selector, kept.entries());
            bytes.put(selector, kept.bytes());
        }
        found.gauges("carillon_log_rule_entries", "Entries of the channels of a rule of retention.", "rule", entries);
        found.gauges("carillon_log_rule_bytes", "About what they weigh.", "rule", bytes);
    }

    private static void room(Families found, Path directory) {
        try {
            found.gauge(
                    "carillon_log_disk_free_bytes",
                    "Room that is left on the disk of the log.",
                    Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the log's disk does not tell how much room it has", e);
        }
    }
}
