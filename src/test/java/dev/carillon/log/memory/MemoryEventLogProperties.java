package dev.carillon.log.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.ManualClock;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The log behaves like a list of everything that was ever appended, of which the beginning may be missing. */
class MemoryEventLogProperties {

    /** A step of a walk through the log's life. */
    interface Step {
        void take(Walk walk);
    }

    static final class Walk {

        private static final Duration KEY_TIME = Duration.ofHours(1);

        private final ManualClock clock = new ManualClock();
        private final List<Entry> everything = new ArrayList<>();
        private final EventLog log;

        Walk(Retention retention) {
            log = new MemoryEventLog(
                    RetentionPolicy.of(retention),
                    KEY_TIME,
                    clock,
                    RandomGeneratorFactory.getDefault().create(1));
        }

        private void append(List<String> channels) {
            List<Event> events = channels.stream()
                    .map(channel -> Event.of(new ChannelName(channel), Payload.text(channel), clock.instant()))
                    .toList();
            List<EventId> ids = log.append(new Append(events, null))
                    .toCompletableFuture()
                    .join()
                    .ids();
            List<Entry> entries = IntStream.range(0, events.size())
                    .mapToObj(i -> new Entry(ids.get(i), events.get(i)))
                    .toList();
            everything.addAll(entries);
            assertThat(log.head().offset()).isEqualTo(everything.size());
        }

        private void read(int after, SelectorSet selectors, PageLimit limit) {
            Page page = log.read(after, selectors, limit);
            long oldest = log.oldest().offset();

            long from = Math.max(after, oldest - 1);
            assertThat(page.entries()).isEqualTo(between(from, Math.max(from, page.through()), selectors));
            assertThat(page.through()).isGreaterThanOrEqualTo(after);
            assertThat(page.lostThrough()).isEqualTo(newest(between(after, oldest - 1, selectors)));
            requireLimit(page, limit);
            boolean stoppedEarly = page.through() < everything.size();
            assertThat(stoppedEarly && page.entries().isEmpty()).isFalse();
        }

        private void readBefore(int before, SelectorSet selectors, PageLimit limit) {
            Page page = log.readBefore(before, selectors, limit);
            long oldest = log.oldest().offset();

            long last = Math.min(before - 1L, everything.size());
            assertThat(page.entries()).isEqualTo(between(Math.max(page.through(), oldest) - 1, last, selectors));
            requireLimit(page, limit);
            if (page.through() <= oldest && before > oldest) {
                assertThat(page.lostThrough()).isEqualTo(newest(between(0, oldest - 1, selectors)));
            }
        }

        private void locate(int secondsAgo) {
            Instant time = clock.instant().minusSeconds(secondsAgo);
            long offset = log.offsetBefore(time);

            assertThat(between(0, offset, SelectorSet.of("**")))
                    .noneMatch(entry -> !entry.event().time().isBefore(time));
            boolean precise = offset == everything.size()
                    || !everything.get((int) offset).event().time().isBefore(time);
            assertThat(precise || offset < log.oldest().offset()).isTrue();
        }

        private void requireLimit(Page page, PageLimit limit) {
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit.entries());
            long bytes = page.entries().stream()
                    .mapToLong(entry -> entry.event().weightInBytes())
                    .sum();
            assertThat(bytes <= limit.bytes() || page.entries().size() == 1).isTrue();
        }

        private List<Entry> between(long after, long through, SelectorSet selectors) {
            long end = Math.min(through, everything.size());
            return after >= end
                    ? List.of()
                    : everything.subList((int) after, (int) end).stream()
                            .filter(entry -> selectors.matches(entry.event().channel()))
                            .toList();
        }

        private static long newest(List<Entry> entries) {
            return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).offset();
        }
    }

    @Property(tries = 1000)
    void a_log_is_a_list_whose_beginning_may_be_missing(
            @ForAll("retentions") Retention retention, @ForAll("steps") List<Step> steps) {
        Walk walk = new Walk(retention);

        steps.forEach(step -> step.take(walk));
    }

    @Provide
    Arbitrary<Retention> retentions() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.longs().between(1, 20_000),
                        Arbitraries.integers().between(1, 100))
                .as((entries, bytes, age) -> new Retention(entries, bytes, Duration.ofSeconds(age)));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<List<String>> channels =
                Arbitraries.of("a", "b", "a/x").list().ofMinSize(1).ofMaxSize(5);
        Arbitrary<SelectorSet> selectors = Arbitraries.of(
                SelectorSet.of("a"),
                SelectorSet.of("b", "a"),
                SelectorSet.of("a/**"),
                SelectorSet.of("*"),
                SelectorSet.none());
        Arbitrary<PageLimit> limits = Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.longs().between(1, 3000))
                .as(PageLimit::new);
        Arbitrary<Integer> places = Arbitraries.integers().between(0, 120);
        Arbitrary<Step> append = channels.map(list -> walk -> walk.append(list));
        Arbitrary<Step> many = Arbitraries.integers()
                .between(50, 100)
                .map(count -> walk ->
                        walk.append(IntStream.range(0, count).mapToObj(i -> "b").toList()));
        Arbitrary<Step> read = Combinators.combine(places, selectors, limits)
                .as((after, chosen, limit) -> walk -> walk.read(after, chosen, limit));
        Arbitrary<Step> readBefore = Combinators.combine(places, selectors, limits)
                .as((before, chosen, limit) -> walk -> walk.readBefore(before, chosen, limit));
        Arbitrary<Step> pass = Arbitraries.integers()
                .between(-5, 30)
                .map(seconds -> walk -> walk.clock.pass(Duration.ofSeconds(seconds)));
        Arbitrary<Step> locate = Arbitraries.integers().between(-10, 120).map(ago -> walk -> walk.locate(ago));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, append),
                        Tuple.of(1, many),
                        Tuple.of(3, read),
                        Tuple.of(3, readBefore),
                        Tuple.of(2, pass),
                        Tuple.of(2, locate))
                .list()
                .ofMaxSize(40);
    }
}
