package dev.carillon.log;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a log's life. An implementation's test makes the log and has a property that {@linkplain #walk walks}, as
 * often as it has the time for.
 */
public abstract class EventLogProperties {

    /** No walk takes that long; that keys are forgotten is tested in {@link IdempotencyContract}. */
    private static final Duration KEY_TIME = Duration.ofDays(1);

    /** A new, empty log. */
    protected abstract EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock);

    /** As in {@link LogContract#settle}. */
    protected void settle(EventLog log) {}

    protected final void walk(RetentionPolicy policy, List<LogWalk.Step> steps) {
        ManualClock clock = new ManualClock();
        try (EventLog log = create(policy, KEY_TIME, clock)) {
            LogWalk walk = new LogWalk(policy, clock, log, this::settle);
            steps.forEach(walk::take);
        }
    }

    // --- rules ---

    @Provide
    protected Arbitrary<RetentionPolicy> policies() {
        Arbitrary<Retention> limits = Combinators.combine(
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.longs().between(1, 20_000),
                        Arbitraries.integers().between(1, 100))
                .as((entries, bytes, age) -> new Retention(entries, bytes, Duration.ofSeconds(age)));
        return Arbitraries.oneOf(
                limits.map(RetentionPolicy::of),
                Combinators.combine(limits, limits, limits)
                        .as((first, compacted, last) -> policy(
                                rule("a/**", first, false), rule("c/**", compacted, true), rule("**", last, false))),
                Combinators.combine(limits, limits, limits)
                        .as((first, compacted, last) -> policy(
                                rule("c/x", first, false), rule("c/*", compacted, true), rule("**", last, false))));
    }

    private static RetentionPolicy policy(RetentionRule... rules) {
        return new RetentionPolicy(List.of(rules));
    }

    private static RetentionRule rule(String selector, Retention limits, boolean compacted) {
        return new RetentionRule(new Selector(selector), limits, compacted);
    }

    // --- steps ---

    @Provide
    protected Arbitrary<List<LogWalk.Step>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, append()),
                        Tuple.of(1, appendMany()),
                        Tuple.of(2, appendOnce()),
                        Tuple.of(3, read()),
                        Tuple.of(3, readBefore()),
                        Tuple.of(2, locate()),
                        Tuple.of(1, trim()),
                        Tuple.of(2, pass()))
                .list()
                .ofMaxSize(40);
    }

    private static Arbitrary<LogWalk.Step> append() {
        return events().list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(events -> step("append " + events, walk -> walk.append(events, null)));
    }

    private static Arbitrary<LogWalk.Step> appendMany() {
        return Combinators.combine(events(), Arbitraries.integers().between(50, 100))
                .as((event, count) -> step(
                        "append " + count + " times " + event,
                        walk -> walk.append(Collections.nCopies(count, event), null)));
    }

    private static Arbitrary<LogWalk.Step> appendOnce() {
        Arbitrary<IdempotencyKey> keys = Arbitraries.of("1", "2", "3").map(key -> new IdempotencyKey("", key));
        Arbitrary<List<Event>> batches = Arbitraries.of(event("a", null, ""), event("c", "k", "v"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
        return Combinators.combine(keys, batches)
                .as((key, events) ->
                        step("append once as " + key.value() + " " + events, walk -> walk.append(events, key)));
    }

    private static Arbitrary<LogWalk.Step> read() {
        return Combinators.combine(places(), selectors(), limits())
                .as((after, chosen, limit) -> step(
                        "read after " + after + " " + chosen + " " + limit, walk -> walk.read(after, chosen, limit)));
    }

    private static Arbitrary<LogWalk.Step> readBefore() {
        return Combinators.combine(places(), selectors(), limits())
                .as((before, chosen, limit) -> step(
                        "read before " + before + " " + chosen + " " + limit,
                        walk -> walk.readBefore(before, chosen, limit)));
    }

    private static Arbitrary<LogWalk.Step> trim() {
        return Combinators.combine(selectors(), places())
                .as((channels, through) ->
                        step("trim " + channels + " through " + through, walk -> walk.trim(channels, through)));
    }

    private static Arbitrary<LogWalk.Step> locate() {
        return Arbitraries.integers()
                .between(-10, 120)
                .map(ago -> step("locate " + ago + " s ago", walk -> walk.locate(Duration.ofSeconds(ago))));
    }

    /** A clock may be set back. */
    private static Arbitrary<LogWalk.Step> pass() {
        return Arbitraries.integers()
                .between(-5, 30)
                .map(seconds -> step(seconds + " s pass", walk -> walk.pass(Duration.ofSeconds(seconds))));
    }

    private static LogWalk.Step step(String name, Consumer<LogWalk> action) {
        return new LogWalk.Step(name, action);
    }

    // --- what they are made of ---

    /** Few of them have no key where some policies want one, so that most batches are taken. */
    private static Arbitrary<Event> events() {
        Arbitrary<Event> plain = Arbitraries.of("a", "b", "a/x").map(channel -> event(channel, null, channel));
        Arbitrary<Event> keyed = Combinators.combine(
                        Arbitraries.of("a", "c", "c/x", "c/y"),
                        Arbitraries.of("k", "l", "m"),
                        Arbitraries.of("", "v", "much longer"))
                .as(EventLogProperties::event);
        Arbitrary<Event> keyless = Arbitraries.of("c", "c/x").map(channel -> event(channel, null, ""));
        return Arbitraries.frequencyOf(Tuple.of(6, plain), Tuple.of(6, keyed), Tuple.of(1, keyless));
    }

    private static Event event(String channel, @Nullable String key, String text) {
        return Event.of(new ChannelName(channel), Payload.text(text), Instant.EPOCH)
                .withKey(key);
    }

    private static Arbitrary<SelectorSet> selectors() {
        return Arbitraries.of(
                SelectorSet.of("a"),
                SelectorSet.of("b", "a"),
                SelectorSet.of("a/**"),
                SelectorSet.of("c/*", "b"),
                SelectorSet.of("*"),
                SelectorSet.of("**"),
                SelectorSet.none());
    }

    private static Arbitrary<PageLimit> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.longs().between(1, 3000))
                .as(PageLimit::new);
    }

    private static Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 120);
    }
}
