package dev.carillon.ticker.feed.kind;

import dev.carillon.ticker.feed.FeedOutlet;
import dev.carillon.ticker.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Time passes only while a feed waits, and it is interrupted after as many quotes, or when it has waited as long as it may. */
final class TestOutlet implements FeedOutlet {

    static final Instant BEGIN = Instant.parse("2026-11-27T12:00:00Z");

    /** A quote, and when it was said. */
    record Said(Instant at, Tick tick) {}

    final List<Said> said = new ArrayList<>();
    private final int quotes;
    private final @Nullable Duration time;
    private Instant now = BEGIN;

    private TestOutlet(int quotes, @Nullable Duration time) {
        this.quotes = quotes;
        this.time = time;
    }

    static TestOutlet forQuotes(int quotes) {
        return new TestOutlet(quotes, null);
    }

    static TestOutlet forTime(Duration time) {
        return new TestOutlet(Integer.MAX_VALUE, time);
    }

    static TestOutlet forever() {
        return new TestOutlet(Integer.MAX_VALUE, null);
    }

    List<String> prices() {
        return said.stream().map(one -> one.tick().price().toPlainString()).toList();
    }

    /** When each was said, since the begin. */
    List<Duration> times() {
        return said.stream().map(one -> Duration.between(BEGIN, one.at())).toList();
    }

    /** Somebody sets the clock. */
    void jump(Duration distance) {
        now = now.plus(distance);
    }

    @Override
    public void quote(Tick tick) {
        if (said.size() < quotes) {
            said.add(new Said(now, tick));
        }
    }

    @Override
    public void refused(String why) {
        throw new AssertionError(why);
    }

    @Override
    public void ok() {}

    @Override
    public void pause(Duration wait) throws InterruptedException {
        now = now.plus(wait);
        boolean over = time != null && Duration.between(BEGIN, now).compareTo(time) >= 0;
        if (said.size() >= quotes || over) {
            throw new InterruptedException();
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public RandomGenerator random() {
        return new Random(11);
    }
}
