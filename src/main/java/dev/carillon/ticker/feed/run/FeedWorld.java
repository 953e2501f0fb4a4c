package dev.carillon.ticker.feed.run;

import dev.carillon.ticker.QuoteIntake;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What all runs share. */
record FeedWorld(QuoteIntake intake, InstantSource clock, RandomGenerator random, Sleeper sleeper) {

    /** A way to wait that ends with an exception when the thread is interrupted. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /** As the system does it. */
    static void sleep(Duration time) throws InterruptedException {
        if (time.isZero() || time.isNegative()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return;
        }
        long millis = Math.min(time.toSeconds(), Integer.MAX_VALUE) * 1000 + time.toMillisPart();
        Thread.sleep(millis, time.toNanosPart() % 1_000_000);
    }
}
