package dev.carillon.operation;

import dev.carillon.event.LogUnavailableException;
import dev.carillon.hub.DrainState;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubStats;
import dev.carillon.log.Distribution;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStatus;
import dev.carillon.security.ConnectionLimits;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document of what the server counts. Numbers that only grow are told as they stand since the start, so that whoever misses
 * a document can still divide by the time between two of them; times are told of what has happened since the look before.
 *
 * <p>Threading: one look at a time, each on any thread. It may wait for the disk.
 */
public final class Gauges {

    /**
     * How a feed of the ticker is.
     *
     * @param health in a word
     * @param perSecond quotes a second, about
     * @param failures runs that ended with an error
     */
    public record Feed(String name, String health, double perSecond, long failures) {}

    /**
     * Where figures come from.
     *
     * @param directory where the log's files are; empty if it has none
     * @param limits how often each limit was hit, by its name
     */
    public record Sources(
            Hub hub,
            EventLog log,
            Optional<Path> directory,
            ConnectionLimits connections,
            Supplier<Map<String, Long>> limits,
            Supplier<List<Feed>> feeds) {}

    private static final System.Logger LOGGER = System.getLogger(Gauges.class.getName());
    private static final double NANOS_IN_A_MILLISECOND = 1e6;

    private final Sources sources;
    private Distribution.@Nullable Snapshot published;
    private Distribution.@Nullable Snapshot committed;

    public Gauges(Sources sources) {
        this.sources = sources;
    }

    /** Nobody looks for a while: what happens meanwhile is not told as if it had happened just now. */
    void rest() {
        published = null;
        committed = null;
    }

    JsonObjectBuilder look(Instant now) {
        Hub hub = sources.hub();
        HubStats stats = hub.stats();
        Distribution.Snapshot publishedNow = hub.publishNanos();
        Distribution.Snapshot committedNow = sources.log().stats().commitNanos();
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("time", now.toString())
                .add("connections", connections(stats))
                .add("deliveries", deliveries(stats.deliveries()))
                .add("publish", times(publishedNow, published))
                .add("commit", times(committedNow, committed))
                .add("lag", lag(stats))
                .add("queues", queues(stats.queues()))
                .add("gaps", counts(stats.gaps(), reason -> reason.slug()))
                .add("closes", counts(stats.closes(), reason -> reason.slug()))
                .add("limits", counts(sources.limits().get(), name -> name))
                .add("java", VirtualMachine.figures())
                .add("log", log())
                .add("drain", drain())
                .add("feeds", feeds());
        published = publishedNow;
        committed = committedNow;
        return document;
    }

    private JsonObjectBuilder connections(HubStats stats) {
        JsonObjectBuilder sinks = Json.createObjectBuilder();
        new TreeMap<>(stats.bySink()).forEach(sinks::add);
        return Json.createObjectBuilder()
                .add("all", stats.connections().subscribers())
                .add("bySink", sinks)
                .add("max", sources.connections().max())
                .add("blocked", stats.connections().blocked())
                .add("addresses", sources.connections().addresses())
                .add("feeds", stats.connections().feeds());
    }

    private static JsonObjectBuilder deliveries(HubStats.Deliveries deliveries) {
        return Json.createObjectBuilder()
                .add("events", deliveries.events())
                .add("bytes", deliveries.bytes())
                .add("writes", deliveries.writes())
                .add("conflated", deliveries.conflated());
    }

    /** How long each took; null where nothing has happened, or nothing is known of before. */
    private static JsonObjectBuilder times(Distribution.Snapshot now, Distribution.@Nullable Snapshot before) {
        JsonObjectBuilder document = Json.createObjectBuilder().add("count", now.count());
        Distribution.Snapshot since = before == null ? null : now.since(before);
        if (since == null || since.count() == 0) {
            return document.addNull("meanMillis").addNull("p50Millis").addNull("p99Millis");
        }
        return document.add("meanMillis", millis((double) since.sum() / since.count()))
                .add("p50Millis", millis(since.quantile(0.5)))
                .add("p99Millis", millis(since.quantile(0.99)));
    }

    private static double millis(double nanos) {
        return Math.round(nanos / NANOS_IN_A_MILLISECOND * 1_000) / 1_000.0;
    }

    private static JsonObjectBuilder lag(HubStats stats) {
        return Json.createObjectBuilder()
                .add("events", stats.lag().events())
                .add("maxEvents", stats.lag().maxEvents())
                .add("ringBytes", stats.lag().ringBytes())
                .add("replays", stats.replays().running());
    }

    private static JsonObjectBuilder queues(List<HubStats.Queue> queues) {
        return Json.createObjectBuilder()
                .add(
                        "commands",
                        queues.stream().mapToInt(HubStats.Queue::commands).sum())
                .add("bytes", queues.stream().mapToLong(HubStats.Queue::bytes).sum());
    }

    /** Of what has never happened nothing is told. */
    private static <K> JsonObjectBuilder counts(Map<K, Long> counts, Function<? super K, String> name) {
        Map<String, Long> byName = new TreeMap<>();
        counts.forEach((what, count) -> {
            if (count > 0) {
                byName.put(name.apply(what), count);
            }
        });
        JsonObjectBuilder document = Json.createObjectBuilder();
        byName.forEach(document::add);
        return document;
    }

    private JsonObjectBuilder log() {
        EventLog log = sources.log();
        JsonObjectBuilder document = Json.createObjectBuilder().add("writable", log.isWritable());
        try {
            LogStatus status = log.status();
            document.add("head", status.head().toString())
                    .add("headOffset", status.head().offset())
                    .add("oldest", status.oldest().toString())
                    .add("entries", status.entries())
                    .add("bytes", status.bytes())
                    .add("fileBytes", status.fileBytes());
            if (sources.directory().isPresent()) {
                document.add(
                        "diskFreeBytes",
                        Files.getFileStore(sources.directory().get()).getUsableSpace());
            }
        } catch (LogUnavailableException | IOException e) {
            // The rest of the figures is what an operator needs now.
            LOGGER.log(System.Logger.Level.DEBUG, "the log does not tell what it holds", e);
        }
        return document;
    }

    private JsonObjectBuilder drain() {
        Optional<DrainState> drain = sources.hub().draining();
        JsonObjectBuilder document = Json.createObjectBuilder().add("draining", drain.isPresent());
        drain.ifPresent(state -> document.add("runningMillis", state.running().toMillis())
                .add("timeMillis", state.time().toMillis())
                .add("left", state.left()));
        return document;
    }

    private JsonArrayBuilder feeds() {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Feed feed : sources.feeds().get()) {
            array.add(Json.createObjectBuilder()
                    .add("name", feed.name())
                    .add("health", feed.health())
                    .add("perSecond", Math.round(feed.perSecond() * 10) / 10.0)
                    .add("failures", feed.failures()));
        }
        return array;
    }
}
