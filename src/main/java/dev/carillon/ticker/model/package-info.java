/** What a ticker is made of: symbols, quotes, candles and their intervals. Values that cannot be wrong, and nothing that runs. */
@NullMarked
package dev.carillon.ticker.model;

import org.jspecify.annotations.NullMarked;
