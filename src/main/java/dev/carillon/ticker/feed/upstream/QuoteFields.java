package dev.carillon.ticker.feed.upstream;

import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.model.Decimals;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonPointer;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a quote are in the JSON of an upstream, by JSON Pointers (RFC 6901).
 *
 * <p>Threading: the thread of the feed's run.
 */
final class QuoteFields {

    /** Numbers of at least so much are milliseconds since 1970, of less seconds: the year 5138 or 1973. */
    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal FIRST_MICROS = FIRST_MILLIS.movePointRight(3);
    private static final BigDecimal FIRST_NANOS = FIRST_MICROS.movePointRight(3);
    private static final BigDecimal END = FIRST_NANOS.movePointRight(3);
    private static final int MICROS_PER_SECOND_DIGITS = 6;

    private final @Nullable Symbol symbol;
    private final @Nullable String items;
    private final Map<String, JsonPointer> pointers = new HashMap<>();

    /**
     * Takes what the configuration has.
     *
     * @throws HubException {@code invalid-feed}
     */
    QuoteFields(FeedConfig config) {
        for (String name : List.of("items", "symbol", "price", "change", "volume", "bid", "ask", "time", "sequence")) {
            if (config.has(name) && (config.text(name).startsWith("/") || !name.equals("symbol"))) {
                pointers.put(name, pointer(config, name));
            }
        }
        items = config.has("items") ? config.text("items") : null;
        symbol = pointers.containsKey("symbol") ? null : config.symbol("symbol");
    }

    private static JsonPointer pointer(FeedConfig config, String name) {
        try {
            return Json.createPointer(config.text(name));
        } catch (JsonException e) {
            throw config.wrong(name, "a JSON Pointer such as \"/price\"");
        }
    }

    /**
     * Gives each quote of a document, in its order.
     *
     * @param refused is told of each that is wrong
     * @throws UpstreamJson.MalformedException if there is no place for quotes in it
     */
    void read(JsonValue document, Consumer<? super Tick> quotes, Consumer<String> refused)
            throws UpstreamJson.MalformedException {
        JsonValue place = items == null ? document : find("items", document);
        if (place instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                String refusal = read(array.get(i), quotes);
                if (refusal != null) {
                    refused.accept("item " + (i + 1) + ": " + refusal);
                }
            }
        } else if (place == null || items != null) {
            throw new UpstreamJson.MalformedException("there is no array at " + items);
        } else {
            String refusal = read(place, quotes);
            if (refusal != null) {
                refused.accept(refusal);
            }
        }
    }

    /** What is wrong with it; null if nothing is. */
    private @Nullable String read(JsonValue item, Consumer<? super Tick> quotes) {
        Tick tick;
        try {
            tick = tick(item);
        } catch (HubException e) {
            return e.finding();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        quotes.accept(tick);
        return null;
    }

    private Tick tick(JsonValue item) {
        return new Tick(
                symbol == null ? new Symbol(text("symbol", required("symbol", item))) : symbol,
                decimal("price", required("price", item)),
                optionalDecimal("change", item),
                volume(item),
                optionalDecimal("bid", item),
                optionalDecimal("ask", item),
                time(item),
                sequence(item));
    }

    private BigDecimal volume(JsonValue item) {
        BigDecimal volume = optionalDecimal("volume", item);
        return volume == null ? BigDecimal.ZERO : volume;
    }

    private @Nullable BigDecimal optionalDecimal(String name, JsonValue item) {
        JsonValue value = find(name, item);
        return value == null ? null : decimal(name, value);
    }

    /** As it is written: of a number in JSON every digit counts. */
    private static BigDecimal decimal(String name, JsonValue value) {
        // Through the text, because it bounds the exponent: 1E+2147483647 is two gigabytes of zeros.
        return Decimals.parse(
                name,
                value instanceof JsonNumber number ? number.bigDecimalValue().toString() : text(name, value));
    }

    private @Nullable Long sequence(JsonValue item) {
        BigDecimal sequence = optionalDecimal("sequence", item);
        try {
            return sequence == null ? null : sequence.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the sequence is no whole number", e);
        }
    }

    private @Nullable Instant time(JsonValue item) {
        JsonValue value = find("time", item);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonString string && string.getString().indexOf('T') > 0) {
            try {
                return OffsetDateTime.parse(string.getString()).toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "the time " + InvalidRequestException.quote(string.getString()) + " is not of RFC 3339", e);
            }
        }
        return instant(decimal("time", value));
    }

    private static Instant instant(BigDecimal since1970) {
        if (since1970.signum() < 0 || since1970.compareTo(END) >= 0) {
            throw new IllegalArgumentException("the time " + since1970 + " is none");
        }
        int digits = MICROS_PER_SECOND_DIGITS;
        if (since1970.compareTo(FIRST_NANOS) >= 0) {
            digits = -3;
        } else if (since1970.compareTo(FIRST_MICROS) >= 0) {
            digits = 0;
        } else if (since1970.compareTo(FIRST_MILLIS) >= 0) {
            digits = 3;
        }
        long micros = since1970.movePointRight(digits).longValue();
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private static String text(String name, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new IllegalArgumentException("the " + name + " is " + InvalidRequestException.quote(value.toString()));
    }

    private JsonValue required(String name, JsonValue item) {
        JsonValue value = find(name, item);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return value;
    }

    /** What is there; null if nothing is, or null. */
    private @Nullable JsonValue find(String name, JsonValue item) {
        JsonPointer pointer = pointers.get(name);
        if (pointer == null || !(item instanceof JsonStructure structure)) {
            return null;
        }
        try {
            JsonValue value = pointer.getValue(structure);
            return value == JsonValue.NULL ? null : value;
        } catch (JsonException | NumberFormatException e) {
            // Not there; or a number of an item that no array has.
            return null;
        }
    }
}
