package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.event.Event;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Payload;
import dev.carillon.hub.Hub;
import dev.carillon.log.Append;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Quote;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells readers quotes and candles, on channels that conflate.
 *
 * <p>Threading: under the lock of {@link Listings}, so that events of a symbol come in their order. Does not wait.
 */
@Service
class Teller {

    static final String QUOTE = "quote";
    static final String CANDLE = "candle";

    private static final System.Logger LOGGER = System.getLogger(Teller.class.getName());

    private final Hub hub;
    private final InstantSource clock;

    @Inject
    Teller(Hub hub, InstantSource clock) {
        this.hub = hub;
        this.clock = clock;
    }

    void tell(Listing listing, Quote quote, List<Candle> closed) {
        List<Event> events = new ArrayList<>(1 + closed.size());
        events.add(new Event(
                listing.channel,
                QUOTE,
                Payload.json(quote.json()),
                quote.symbol().value(),
                quote.time(),
                Event.Durability.VOLATILE));
        closed.forEach(candle -> events.add(event(listing, candle)));
        publish(events);
    }

    void tell(Listing listing, List<Candle> closed) {
        publish(closed.stream().map(candle -> event(listing, candle)).toList());
    }

    /** Nothing is said of the symbol any more. */
    void forget(Listing listing) {
        List<Event> events = new ArrayList<>();
        String key = listing.symbol.value();
        Payload nothing = Payload.text("");
        events.add(
                Event.of(listing.channel, nothing, clock.instant()).withKey(key).asVolatile());
        for (Interval interval : Interval.values()) {
            events.add(Event.of(listing.channel(interval), nothing, clock.instant())
                    .withKey(key)
                    .asVolatile());
        }
        publish(events);
    }

    private Event event(Listing listing, Candle candle) {
        return new Event(
                listing.channel(candle.interval()),
                CANDLE,
                Payload.json(candle.json()),
                listing.symbol.value(),
                clock.instant(),
                Event.Durability.VOLATILE);
    }

    /** One by one: they belong to different channels, and a batch may be limited to fewer. */
    private void publish(List<Event> events) {
        events.forEach(this::publish);
    }

    /** What has changed stays so, whether or not it can be told: here is no place to refuse it. */
    private void publish(Event event) {
        try {
            hub.publish(Append.of(event)).whenComplete((told, refused) -> {
                if (refused != null) {
                    LOGGER.log(System.Logger.Level.DEBUG, "an event of the ticker was not told", refused);
                }
            });
        } catch (LimitExceededException e) {
            LOGGER.log(System.Logger.Level.WARNING, "an event of the ticker is not told: " + e.getMessage());
        }
    }
}
