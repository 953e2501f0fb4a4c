package dev.carillon.ticker;

import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.SymbolPattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator decides about the ticker.
 *
 * @param maxSymbols symbols that there may be
 * @param zones where the days of symbols begin; the first that fits counts
 * @param keep how long candles are kept, for each interval
 * @param maxAlertsPerPerson alerts of one person that have not gone off
 * @param maxFeeds feeds that may be defined
 * @param feeds feeds that are there from the start, a JSON array as of {@code POST /api/admin/feeds}
 * @param upstreams origins that feeds may ask, such as {@code https://quotes.example:8443}: scheme, host and port
 * @param replayDir where recorded quotes are
 */
public record TickerSettings(
        int maxSymbols,
        List<Zone> zones,
        Map<Interval, Duration> keep,
        int maxAlertsPerPerson,
        int maxFeeds,
        String feeds,
        Set<URI> upstreams,
        Path replayDir) {

    /** The time zone of symbols. */
    public record Zone(SymbolPattern symbols, ZoneId zone) {}

    /** Where the day of a symbol begins. */
    public ZoneId zoneOf(Symbol symbol) {
        for (Zone zone : zones) {
            if (zone.symbols.matches(symbol)) {
                return zone.zone;
            }
        }
        return ZoneOffset.UTC;
    }
}
