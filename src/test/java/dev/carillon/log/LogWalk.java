package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.IdempotencyKeyReusedException;
import dev.carillon.event.InvalidEventException;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A walk through a log's life, side by side with the model. */
public final class LogWalk {

    /** One step, and what it is called in the report of a walk that failed. */
    public record Step(String name, Consumer<LogWalk> action) {

        @Override
        public String toString() {
            return name;
        }
    }

    private record Sent(List<Event> events, Appended appended) {}

    private final ManualClock clock;
    private final LogModel model;
    private final EventLog log;
    private final Consumer<EventLog> settle;
    private final Map<IdempotencyKey, Sent> sent = new HashMap<>();

    LogWalk(RetentionPolicy policy, ManualClock clock, EventLog log, Consumer<EventLog> settle) {
        this.model = new LogModel(policy);
        this.clock = clock;
        this.log = log;
        this.settle = settle;
    }

    void take(Step step) {
        step.action.accept(this);
        settle.accept(log);
        model.trim(clock.instant());
        requireSame(log.status());
    }

    private void requireSame(LogStatus status) {
        assertThat(status.kept()).isEqualTo(model.status());
        assertThat(status.entries())
                .isEqualTo(status.kept().stream()
                        .mapToLong(LogStatus.Kept::entries)
                        .sum());
        assertThat(status.bytes())
                .isEqualTo(
                        status.kept().stream().mapToLong(LogStatus.Kept::bytes).sum());
        assertThat(status.head()).isEqualTo(log.head());
        assertThat(log.head().offset()).isEqualTo(model.head());
        assertThat(status.oldest()).isEqualTo(log.oldest());
        assertThat(log.oldest().offset()).isEqualTo(model.oldest());
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    /** The events get their time now. */
    void append(List<Event> events, @Nullable IdempotencyKey key) {
        List<Event> now = events.stream().map(this::now).toList();
        Append append = new Append(now, key);
        Sent before = key == null ? null : sent.get(key);
        if (before != null && !before.events.equals(events)) {
            requireRefused(append, IdempotencyKeyReusedException.class);
        } else if (before != null) {
            assertThat(appended(append)).isEqualTo(new Appended(before.appended.ids(), true));
        } else if (model.refuses(now)) {
            requireRefused(append, InvalidEventException.class);
        } else {
            long head = model.head();
            Appended appended = appended(append);
            List<Entry> entries = IntStream.range(0, now.size())
                    .mapToObj(i -> new Entry(log.head().at(head + 1 + i), now.get(i)))
                    .toList();
            assertThat(appended)
                    .isEqualTo(new Appended(entries.stream().map(Entry::id).toList(), false));
            entries.forEach(model::append);
            if (key != null) {
                sent.put(key, new Sent(events, appended));
            }
        }
    }

    private Event now(Event event) {
        return new Event(
                event.channel(), event.type(), event.payload(), event.key(), clock.instant(), event.durability());
    }

    private Appended appended(Append append) {
        return log.append(append).toCompletableFuture().join();
    }

    private void requireRefused(Append append, Class<? extends HubException> refusal) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> appended(append))
                .withCauseInstanceOf(refusal);
    }

    void read(long after, SelectorSet selectors, PageLimit limit) {
        Page page = log.read(after, selectors, limit);

        assertThat(page.entries()).isEqualTo(model.kept(after + 1, page.through(), selectors));
        assertThat(page.lostThrough()).isEqualTo(model.newestLost(after + 1, Long.MAX_VALUE, selectors));
        assertThat(page.through()).isGreaterThanOrEqualTo(after);
        assertThat(page.through() > after || after >= model.head()).isTrue();
        requireLimit(page, limit);
    }

    void readBefore(long before, SelectorSet selectors, PageLimit limit) {
        Page page = log.readBefore(before, selectors, limit);

        assertThat(page.entries()).isEqualTo(model.kept(page.through(), before - 1, selectors));
        boolean readsOn =
                page.through() < before || model.kept(1, before - 1, selectors).isEmpty();
        assertThat(readsOn).isTrue();
        requireLossBefore(before, page, selectors);
        requireLimit(page, limit);
    }

    /** A log that knows only the newest of what is lost may name a later offset of the range, but never none. */
    private void requireLossBefore(long before, Page page, SelectorSet selectors) {
        long newest = model.newestLost(1, Long.MAX_VALUE, selectors);
        long inRange = model.newestLost(page.through(), before - 1, selectors);
        if (newest < before || newest < page.through()) {
            assertThat(page.lostThrough()).isEqualTo(inRange);
        } else {
            assertThat(page.lostThrough()).isBetween(inRange, Math.max(0, before - 1));
        }
    }

    void trim(SelectorSet channels, long through) {
        // The model removes at once what a log may keep for a moment longer.
        settle.accept(log);
        model.trim(clock.instant());

        long removed = log.trim(channels, through).toCompletableFuture().join();

        assertThat(removed).isEqualTo(model.cut(channels, through));
    }

    private static void requireLimit(Page page, PageLimit limit) {
        long bytes = page.entries().stream()
                .mapToLong(entry -> entry.event().weightInBytes())
                .sum();
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit.entries());
        assertThat(bytes <= limit.bytes() || page.entries().size() == 1).isTrue();
    }

    void locate(Duration ago) {
        Instant time = clock.instant().minus(ago);
        long offset = log.offsetBefore(time);

        assertThat(offset).isBetween(model.keptBefore(time), model.head());
        assertThat(model.through(offset)).allMatch(entry -> entry.event().time().isBefore(time));
    }
}
