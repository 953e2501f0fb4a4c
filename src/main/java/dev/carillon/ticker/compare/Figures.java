package dev.carillon.ticker.compare;

import org.jspecify.annotations.Nullable;

/**
 * What one way to read has cost, and how good it was.
 *
 * @param bytesIn what came from the client, heads and bodies
 * @param bytesOut what went to it
 * @param changes quotes that were new to the reader
 * @param meanAgeMillis how long ago, on average over time, the price that the reader shows ceased to be the newest; null before the
 *     first answer
 */
public record Figures(
        long requests,
        long bytesIn,
        long bytesOut,
        long changes,
        @Nullable Double meanAgeMillis) {}
