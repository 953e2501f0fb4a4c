package dev.carillon.ticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A limit of the hub was an exception in the midst of a quote, and the end of the thread that writes to the disk. */
class TellerTest {

    private static final Symbol ACME = new Symbol("ACME");
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final Instant TIME = Instant.parse("2026-11-27T12:00:00Z");
    private static final Quote QUOTE = new Quote(ACME, ONE, ONE, ONE, ONE, null, null, TIME, 1, 1);

    private final Listing listing = new Listing(ACME, ZoneOffset.UTC);

    @Test
    void a_quote_that_closes_candles_is_told_where_a_batch_has_one_event() {
        try (Hub hub = hub(1 << 10, 1)) {
            Teller teller = new Teller(hub, InstantSource.fixed(TIME));

            List<Candle> closed = closed();

            teller.tell(listing, QUOTE, closed);
            teller.tell(listing, closed);

            assertThat(hub.channels(SelectorSet.of("ticker/**"), "", 10).channels())
                    .extracting(channel -> channel.channel())
                    .hasSize(1 + closed.size())
                    .contains(ACME.channel());
        }
    }

    @Test
    void what_is_too_large_for_the_hub_is_not_told_and_the_ticker_goes_on() {
        try (Hub hub = hub(10, 10)) {
            Teller teller = new Teller(hub, InstantSource.fixed(TIME));

            assertThatCode(() -> teller.tell(listing, QUOTE, closed())).doesNotThrowAnyException();
            assertThatCode(() -> teller.forget(listing)).doesNotThrowAnyException();
        }
    }

    /** All that a quote after a long night may close. */
    private List<Candle> closed() {
        listing.candles.add(TIME, ONE, ONE);
        List<Candle> closed = listing.candles.add(TIME.plus(Duration.ofDays(1)), ONE, ONE);
        assertThat(closed).hasSizeGreaterThan(1);
        return closed;
    }

    private static Hub hub(int maxEventBytes, int maxBatchEvents) {
        HubSettings.PublishLimits limits =
                new HubSettings.PublishLimits(maxEventBytes, maxBatchEvents, 1 << 20, 1 << 20, Duration.ofSeconds(5));
        HubSettings defaults = HubSettings.defaults(1);
        MemoryEventLog log = new MemoryEventLog(
                RetentionPolicy.of(new Retention(10, 10_000, Duration.ofHours(1))),
                Duration.ofHours(1),
                InstantSource.system(),
                new Random(1));
        return new Hub(
                new HubSettings(1, defaults.ring(), defaults.replay(), limits, defaults.timing()),
                log,
                Runnable::run,
                System::nanoTime,
                TellerTest::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
