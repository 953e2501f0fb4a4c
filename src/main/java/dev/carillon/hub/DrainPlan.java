package dev.carillon.hub;

import java.time.Duration;

/**
 * How a hub lets its connections go.
 *
 * @param time in which all of them are closed, at an even pace
 * @param minRate closes for each second, at least: a few connections take less than the whole time
 * @param retry the shortest time after which a client is told to come back
 */
public record DrainPlan(Duration time, int minRate, Duration retry) {

    /** What ships. */
    public static final DrainPlan DEFAULT = new DrainPlan(Duration.ofSeconds(10), 100, Duration.ofSeconds(2));

    public DrainPlan {
        if (time.isNegative() || retry.isNegative() || minRate < 1) {
            throw new IllegalArgumentException("a drain has a time, a rate and a retry: " + time + ", " + minRate);
        }
    }

    /** How long it takes for so many. */
    Duration timeFor(int connections) {
        Duration atMinRate = Duration.ofNanos(connections * 1_000_000_000L / minRate);
        return atMinRate.compareTo(time) < 0 ? atMinRate : time;
    }
}
