package dev.carillon.ticker.candle;

import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Candles of all quotes at once, as docs/ticker.md says it, and with nothing of the code that is tested: quotes are put into
 * groups by the text of their time, and days are found by a search for the second at which the date changes.
 */
public final class BatchCandles {

    /** A quote as it was recorded. */
    public record Raw(Instant time, BigDecimal price, BigDecimal volume) {}

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** By zone and date; a search looks at the calendar seventeen times. */
    private static final Map<String, Instant> DAYS = new HashMap<>();

    private final Symbol symbol;
    private final ZoneId zone;
    private final Interval interval;
    private final TreeMap<String, List<Raw>> groups = new TreeMap<>();
    private long late;

    public BatchCandles(Symbol symbol, ZoneId zone, Interval interval, List<Raw> quotes) {
        this.symbol = symbol;
        this.zone = zone;
        this.interval = interval;
        for (Raw quote : quotes) {
            String key = key(quote.time());
            if (groups.isEmpty() || key.compareTo(groups.lastKey()) >= 0) {
                groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(quote);
            } else {
                late++;
            }
        }
    }

    public long late() {
        return late;
    }

    /** All of them, oldest first, as if they were closed. */
    public List<Candle> candles() {
        List<Candle> candles = new ArrayList<>();
        groups.forEach((key, quotes) -> candles.add(candle(key, quotes)));
        return candles;
    }

    private Candle candle(String key, List<Raw> quotes) {
        return new Candle(
                symbol,
                interval,
                start(key),
                end(key),
                quotes.get(0).price(),
                quotes.stream()
                        .map(Raw::price)
                        .reduce((a, b) -> b.compareTo(a) > 0 ? b : a)
                        .orElseThrow(),
                quotes.stream()
                        .map(Raw::price)
                        .reduce((a, b) -> b.compareTo(a) < 0 ? b : a)
                        .orElseThrow(),
                quotes.get(quotes.size() - 1).price(),
                quotes.stream().map(Raw::volume).reduce(BigDecimal::add).orElseThrow(),
                quotes.size(),
                true);
    }

    /** The last price of the day before the newest one, or the first of all. */
    BigDecimal reference() {
        String before = groups.lowerKey(groups.lastKey());
        if (before == null) {
            return groups.firstEntry().getValue().get(0).price();
        }
        List<Raw> quotes = groups.get(before);
        return quotes.get(quotes.size() - 1).price();
    }

    private String key(Instant time) {
        String text = SECOND.format(time);
        return switch (interval) {
            case SECOND -> text;
            case MINUTE -> text.substring(0, 16) + ":00";
            case FIVE_MINUTES -> text.substring(0, 15) + (text.charAt(15) < '5' ? "0:00" : "5:00");
            case HOUR -> text.substring(0, 13) + ":00:00";
            case DAY -> time.atZone(zone).toLocalDate().toString();
        };
    }

    private Instant start(String key) {
        return interval == Interval.DAY ? firstOf(LocalDate.parse(key)) : Instant.parse(key + "Z");
    }

    private Instant end(String key) {
        return switch (interval) {
            case SECOND -> start(key).plusSeconds(1);
            case MINUTE -> start(key).plusSeconds(60);
            case FIVE_MINUTES -> start(key).plusSeconds(5 * 60);
            case HOUR -> start(key).plusSeconds(60 * 60);
            case DAY -> firstOf(LocalDate.parse(key).plusDays(1));
        };
    }

    /** The second at which clocks in the zone first show this date. */
    private Instant firstOf(LocalDate date) {
        return DAYS.computeIfAbsent(zone + " " + date, absent -> {
            long before = date.minusDays(2).toEpochDay() * 86_400;
            long at = date.plusDays(1).toEpochDay() * 86_400;
            while (at - before > 1) {
                long middle = (at + before) / 2;
                boolean shown = !Instant.ofEpochSecond(middle)
                        .atZone(zone)
                        .toLocalDate()
                        .isBefore(date);
                at = shown ? middle : at;
                before = shown ? before : middle;
            }
            return Instant.ofEpochSecond(at);
        });
    }
}
