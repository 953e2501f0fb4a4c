package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.InvalidEventException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.Distribution;
import dev.carillon.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event from whoever publishes it into the inboxes of the shards: limits, back-pressure, the log, delivery.
 *
 * <p>Threading: any thread may publish; {@link #deliver} is for the log's. Nothing blocks.
 */
final class Publishing {

    private final HubSettings.PublishLimits limits;
    private final SelectorSet conflating;
    private final EventLog log;
    private final List<Shard> shards;
    private final NewestEvents newest;
    private final Traffic traffic;
    private final LongSupplier nanoClock;
    private final PublishGate gate;
    private final Distribution publishNanos = Distribution.ofNanos();
    private final CommitListeners listeners = new CommitListeners();
    private volatile boolean closed;

    Publishing(
            HubSettings settings,
            EventLog log,
            List<Shard> shards,
            NewestEvents newest,
            Executor io,
            LongSupplier nanoClock) {
        this.limits = settings.publish();
        this.conflating = settings.conflation().channels();
        this.log = log;
        this.shards = shards;
        this.newest = newest;
        this.traffic = new Traffic(nanoClock);
        this.nanoClock = nanoClock;
        this.gate = new PublishGate(this::room, settings.publish().maxWait(), nanoClock, io);
    }

    /** As {@link Hub#publish(Append)}. */
    CompletionStage<Appended> publish(Append append) {
        checkSizes(append.events());
        refuseKept(append.events());
        if (closed) {
            return CompletableFuture.failedStage(new HubStoppedException());
        }
        long startNanos = nanoClock.getAsLong();
        boolean waits = !gate.isOpen() && !append.events().stream().allMatch(this::isConflated);
        return timed(startNanos, waits ? gate.enter(append.weightInBytes(), () -> append(append)) : append(append));
    }

    /** Takes nothing any more. */
    void close() {
        closed = true;
        gate.close();
    }

    /** Measures before whoever publishes has had his say about it. What was refused took no time that tells anything. */
    private CompletionStage<Appended> timed(long startNanos, CompletionStage<Appended> publishing) {
        CompletableFuture<Appended> timed = new CompletableFuture<>();
        var unused = publishing.whenComplete((appended, failure) -> {
            if (failure != null) {
                timed.completeExceptionally(failure);
            } else {
                publishNanos.add(nanoClock.getAsLong() - startNanos);
                timed.complete(appended);
            }
        });
        return timed;
    }

    private CompletionStage<Appended> append(Append append) {
        List<Event> unkept =
                append.events().stream().filter(event -> !event.isDurable()).toList();
        Append durable = unkept.isEmpty() ? append : append.durable();
        if (durable.events().isEmpty()) {
            return publishVolatile(unkept, append.key());
        }
        CompletionStage<Appended> appended = log.append(durable);
        return unkept.isEmpty()
                ? appended
                : appended.thenApply(done -> {
                    if (!done.repeated()) {
                        deliverVolatile(unkept);
                    }
                    return done;
                });
    }

    private CompletionStage<Appended> publishVolatile(List<Event> events, @Nullable IdempotencyKey key) {
        if (key != null) {
            return CompletableFuture.failedStage(new InvalidEventException(
                    "An Idempotency-Key is remembered with an event that is kept.",
                    "All events of this request are volatile.",
                    "Leave the key out, or publish a durable event."));
        }
        deliverVolatile(events);
        return CompletableFuture.completedStage(new Appended(List.of(), false));
    }

    /** The log's listener: committed entries, in their order. */
    void deliver(List<Entry> entries) {
        newest.add(entries);
        traffic.countEntries(entries);
        long weight = entries.stream()
                .mapToLong(entry -> entry.event().weightInBytes())
                .sum();
        for (Shard shard : shards) {
            shard.offerEntries(entries, weight);
        }
        listeners.tell(entries);
    }

    CommitListeners listeners() {
        return listeners;
    }

    private void deliverVolatile(List<Event> events) {
        traffic.countEvents(events);
        List<Event> each = events;
        if (events.stream().anyMatch(this::isConflated)) {
            each = new ArrayList<>();
            for (Event event : events) {
                if (isConflated(event)) {
                    shards.forEach(shard -> shard.offerConflated(event));
                } else {
                    each.add(event);
                }
            }
        }
        if (!each.isEmpty()) {
            List<Event> rest = each;
            long weight = weight(rest);
            shards.forEach(shard -> shard.offerVolatile(rest, weight));
        }
    }

    private boolean isConflated(Event event) {
        return conflating.matches(event.channel());
    }

    private void refuseKept(List<Event> events) {
        for (Event event : events) {
            if (event.isDurable() && isConflated(event)) {
                throw new InvalidEventException(
                        "Readers of a conflating channel get the newest event of each key, and nothing there is kept.",
                        "An event for " + event.channel() + " is durable.",
                        "Publish it as a volatile event, or change carillon.conflating.channels.");
            }
        }
    }

    private static long weight(List<Event> events) {
        return events.stream().mapToLong(Event::weightInBytes).sum();
    }

    /** How much room the shards have. */
    private PublishGate.Room room() {
        PublishGate.Room room = PublishGate.Room.FREE;
        for (Shard shard : shards) {
            if (shard.backlogBytes() >= limits.highWaterBytes()) {
                return PublishGate.Room.NONE;
            }
            if (shard.isOverloaded()) {
                room = PublishGate.Room.TIGHT;
            }
        }
        return room;
    }

    PublishGate gate() {
        return gate;
    }

    Traffic traffic() {
        return traffic;
    }

    Distribution.Snapshot publishNanos() {
        return publishNanos.snapshot();
    }

    private void checkSizes(List<Event> events) {
        if (events.size() > limits.maxBatchEvents()) {
            throw new LimitExceededException(
                    Limit.BATCH_EVENTS,
                    Problem.BATCH_TOO_LARGE,
                    "A batch has at most " + limits.maxBatchEvents() + " events.",
                    "It has " + events.size() + ".",
                    "Send it in parts.");
        }
        long sum = 0;
        for (Event event : events) {
            sum += checkSize(event.channel(), event.payload().sizeInBytes());
        }
        if (events.size() > 1 && sum > limits.maxBatchBytes()) {
            throw new LimitExceededException(
                    Limit.BATCH_BYTES,
                    Problem.BATCH_TOO_LARGE,
                    "The data of a batch has at most " + limits.maxBatchBytes() + " bytes.",
                    "It has " + sum + ".",
                    "Send it in parts.");
        }
    }

    /** Gives the size back. */
    int checkSize(ChannelName channel, int bytes) {
        if (bytes > limits.maxEventBytes()) {
            throw new LimitExceededException(
                    Limit.EVENT_BYTES,
                    Problem.EVENT_TOO_LARGE,
                    "The data of an event has at most " + limits.maxEventBytes() + " bytes of UTF-8.",
                    "An event for " + channel + " has " + bytes + ".",
                    "Publish a link to the data, or raise carillon.event.max-bytes.");
        }
        return bytes;
    }
}
