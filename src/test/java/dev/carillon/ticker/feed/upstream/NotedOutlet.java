package dev.carillon.ticker.feed.upstream;

import dev.carillon.ticker.feed.FeedOutlet;
import dev.carillon.ticker.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Notes what a feed says, and interrupts it in its n-th pause. Nothing is waited for. */
final class NotedOutlet implements FeedOutlet {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final List<Tick> quotes = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicInteger oks = new AtomicInteger();
    private final int rounds;

    /** Interrupts at the end of this round. */
    NotedOutlet(int rounds) {
        this.rounds = rounds;
    }

    List<Tick> quotes() {
        return quotes;
    }

    /** Prices in the order in which they came, as they are written. */
    List<String> prices() {
        return quotes.stream()
                .map(tick -> tick.symbol() + " " + tick.price().toPlainString())
                .toList();
    }

    List<String> refusals() {
        return refusals;
    }

    List<Duration> pauses() {
        return pauses;
    }

    int oks() {
        return oks.get();
    }

    @Override
    public void quote(Tick tick) {
        quotes.add(tick);
    }

    @Override
    public void refused(String why) {
        refusals.add(why);
    }

    @Override
    public void ok() {
        oks.incrementAndGet();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        pauses.add(time);
        if (pauses.size() >= rounds) {
            throw new InterruptedException("enough");
        }
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.getDefault();
    }
}
