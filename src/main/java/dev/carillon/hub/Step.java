package dev.carillon.hub;

import dev.carillon.event.SelectorSet;

/**
 * A part of the way of a reader who comes back: from one place in the log on he had included these selectors.
 *
 * @param after an offset
 */
public record Step(SelectorSet selectors, long after) {}
