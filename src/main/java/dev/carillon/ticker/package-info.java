/**
 * Live quotes on the hub. What producers and feeds say goes one way, {@link dev.carillon.ticker.Quotes}: checked, put on the {@code
 * Board}, made part of candles, told on the symbol's channel, and written to the disk. The core knows nothing of it.
 *
 * <pre>
 * ticker.api    JAX-RS            ticker.feed   what produces quotes
 *      │                               │
 *      └───────► ticker ◄──────────────┘        Quotes (the one way in), Board (the newest of each symbol), Alerts
 *                  │
 *      ┌───────────┼─────────────┐
 *      ▼           ▼             ▼
 * ticker.candle  ticker.store  the hub: channel ticker/&lt;symbol&gt;, conflating
 * ticker.model   values
 * </pre>
 */
@NullMarked
package dev.carillon.ticker;

import org.jspecify.annotations.NullMarked;
