/** The kinds of feeds that ask nobody: the time, invented prices, and what was recorded. */
@NullMarked
package dev.carillon.ticker.feed.kind;

import org.jspecify.annotations.NullMarked;
