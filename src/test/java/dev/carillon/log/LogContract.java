package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** What the contracts of a log are written with. An implementation's test makes the log and inherits one of them. */
abstract class LogContract {

    protected static final Retention PLENTY = new Retention(1_000_000, 1L << 30, Duration.ofDays(365));
    protected static final Duration KEY_TIME = Duration.ofHours(24);
    protected static final PageLimit ALL = new PageLimit(1_000_000, 1L << 30);
    protected static final SelectorSet EVERYTHING = SelectorSet.of("**");

    protected final ManualClock clock = new ManualClock();
    private final List<EventLog> opened = new ArrayList<>();

    /** A new, empty log. */
    protected abstract EventLog create(RetentionPolicy policy, Duration keyTime, InstantSource clock);

    /** Returns once everything is trimmed that is over the limits now; a log may do that some time after the append. */
    protected void settle(EventLog log) {}

    protected final EventLog open(Retention retention) {
        return open(RetentionPolicy.of(retention));
    }

    protected final EventLog open(RetentionRule... rules) {
        return open(new RetentionPolicy(List.of(rules)));
    }

    protected final EventLog open(RetentionPolicy policy) {
        EventLog log = create(policy, KEY_TIME, clock);
        opened.add(log);
        return log;
    }

    @AfterEach
    void closeLogs() {
        opened.forEach(EventLog::close);
    }

    protected static RetentionRule rule(String selector, Retention limits) {
        return new RetentionRule(new Selector(selector), limits, false);
    }

    /** Keeps so many, however large and old. */
    protected static Retention entries(long max) {
        return new Retention(max, Retention.UNLIMITED, Retention.FOREVER);
    }

    protected final Event event(String channel, String text) {
        return Event.of(new ChannelName(channel), Payload.text(text), clock.instant());
    }

    protected static List<Entry> append(EventLog log, Event... events) {
        List<EventId> ids =
                log.append(Append.of(events)).toCompletableFuture().join().ids();
        return IntStream.range(0, events.length)
                .mapToObj(i -> new Entry(ids.get(i), events[i]))
                .toList();
    }

    protected static List<Long> offsets(List<Entry> entries) {
        return entries.stream().map(Entry::offset).toList();
    }

    protected static List<String> texts(Page page) {
        return texts(page.entries());
    }

    protected static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.event().payload().text()).toList();
    }

    /** Numbered from 0; they begin together. */
    protected static void inParallel(int count, IntConsumer task) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    begin.await();
                    task.accept(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        assertThat(failures).isEmpty();
        assertThat(threads).noneMatch(Thread::isAlive);
    }
}
