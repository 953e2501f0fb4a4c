package dev.carillon.ticker;

import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Tick;

/** Where those bring quotes who do not wait for the disk: feeds. */
public interface QuoteIntake {

    /**
     * Takes it at once: readers are told, candles and alerts know it. It is on the disk within half a second.
     *
     * <p>Threading: any thread; does not wait.
     *
     * @throws dev.carillon.event.HubException what {@code docs/ticker.md} says of a quote that is refused: {@code sequence-not-newer},
     *     {@code invalid-quote}, {@code ticker-full}
     */
    Quote take(Tick tick);
}
