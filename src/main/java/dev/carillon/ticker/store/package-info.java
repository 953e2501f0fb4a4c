/**
 * What the ticker keeps on the disk: {@code ticker.db}, a SQLite database of its own. It is no projection: quotes and candles
 * are nowhere else.
 */
@NullMarked
package dev.carillon.ticker.store;

import org.jspecify.annotations.NullMarked;
