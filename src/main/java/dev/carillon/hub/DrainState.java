package dev.carillon.hub;

import java.time.Duration;

/**
 * How far a drain has come.
 *
 * @param running for how long
 * @param left connections that are still open
 * @param time how long it was to take
 */
public record DrainState(Duration running, int left, Duration time) {}
