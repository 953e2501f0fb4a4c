/** What the three ways to read quotes cost, counted for one session: a demonstration, which nothing else depends on. */
@NullMarked
package dev.carillon.ticker.compare;

import org.jspecify.annotations.NullMarked;
