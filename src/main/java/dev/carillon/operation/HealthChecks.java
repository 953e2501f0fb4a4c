package dev.carillon.operation;

import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What a server that is well can show.
 *
 * <p>Threading: any thread. It may wait for {@link #PATIENCE} if a thread of the hub does not answer.
 */
public final class HealthChecks {

    /**
     * How long a thread may take to answer. A round of a shard takes milliseconds; a machine that swaps or is starved of
     * processors needs longer, and is not helped by a restart.
     */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Hub hub;
    private final EventLog log;
    private final List<Pulse> shards;
    private final Pulse schedule;

    /** {@code schedule} is what ends the waits of polls. */
    public HealthChecks(Hub hub, EventLog log, Executor schedule) {
        this.hub = hub;
        this.log = log;
        this.shards = hub.shardThreads().stream().map(HealthChecks::pulse).toList();
        this.schedule = pulse(schedule);
    }

    private static Pulse pulse(Executor thread) {
        return new Pulse(thread, PATIENCE, System::nanoTime);
    }

    /** Whether it can go on. If not, only a new start helps. */
    Health live() {
        return new Health(threads());
    }

    /** Whether it should be sent requests. */
    Health ready() {
        List<Health.Check> checks = new ArrayList<>(threads());
        String state = hub.isClosed() ? "stopped" : hub.draining().isPresent() ? "draining" : "running";
        checks.add(new Health.Check("hub", state.equals("running"), Map.of("state", state)));
        checks.add(new Health.Check("log", log.isWritable(), Map.of("writable", log.isWritable())));
        return new Health(checks);
    }

    private List<Health.Check> threads() {
        long answering = shards.stream().filter(Pulse::beats).count();
        return List.of(
                new Health.Check(
                        "shards", answering == shards.size(), Map.of("answering", answering, "all", shards.size())),
                new Health.Check("schedule", schedule.beats(), Map.of()));
    }
}
