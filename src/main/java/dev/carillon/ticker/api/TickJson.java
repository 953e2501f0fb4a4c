package dev.carillon.ticker.api;

import dev.carillon.api.JsonParsers;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Decimals;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what producers send. */
final class TickJson {

    private static final Set<String> FIELDS =
            Set.of("symbol", "price", "change", "volume", "bid", "ask", "time", "sequence");

    private TickJson() {}

    /** One quote of a symbol; what is no JSON is the price. */
    static Tick one(Symbol symbol, String body, boolean isJson) {
        if (!isJson) {
            return Tick.of(symbol, Decimals.parse("price", body.strip()));
        }
        try (JsonParser parser = JsonParsers.of(body)) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw new JsonException("it is not an object");
            }
            JsonObject object = JsonParsers.object(parser);
            end(parser);
            String named = text(object, "symbol");
            if (named != null && !named.equals(symbol.value())) {
                throw invalid("The path names the symbol.", "The body names another one.", "Leave it out of the body.");
            }
            return tick(symbol, object);
        } catch (RuntimeException e) {
            throw JsonParsers.malformed(e);
        }
    }

    /** An array of quotes that name their symbols. */
    static List<Tick> many(String body, int max) {
        try (JsonParser parser = JsonParsers.of(body)) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_ARRAY) {
                throw new JsonException("it is not an array");
            }
            List<Tick> ticks = new ArrayList<>();
            for (JsonParser.Event item = parser.next(); item != JsonParser.Event.END_ARRAY; item = parser.next()) {
                if (ticks.size() == max) {
                    throw new LimitExceededException(
                            Limit.BATCH_EVENTS,
                            Problem.BATCH_TOO_LARGE,
                            "A batch has at most " + max + " quotes.",
                            "It has more.",
                            "Send it in parts.");
                }
                ticks.add(item(JsonParsers.value(parser, item), ticks.size() + 1));
            }
            end(parser);
            if (ticks.isEmpty()) {
                throw invalid("A batch has at least one quote.", "It has none.", "Send nothing, or quotes.");
            }
            return ticks;
        } catch (RuntimeException e) {
            throw JsonParsers.malformed(e);
        }
    }

    private static Tick item(JsonValue value, int number) {
        if (!(value instanceof JsonObject object)) {
            throw invalid("A batch is an array of objects.", "Item " + number + " is something else.", "Correct it.");
        }
        String symbol = text(object, "symbol");
        if (symbol == null) {
            throw invalid(
                    "A quote of a batch names its symbol.",
                    "Item " + number + " does not.",
                    "Add \"symbol\":\"ACME\".");
        }
        return tick(new Symbol(symbol), object);
    }

    private static Tick tick(Symbol symbol, JsonObject object) {
        for (String field : object.keySet()) {
            if (!FIELDS.contains(field)) {
                throw invalid(
                        "A quote has symbol, price, change, volume, bid, ask, time and sequence.",
                        "There is " + InvalidRequestException.quote(field) + ".",
                        "Correct the name, or leave it out.");
            }
        }
        BigDecimal price = decimal(object, "price");
        if (price == null) {
            throw invalid("A quote has a price.", "There is none for " + symbol + ".", "Send {\"price\":\"189.30\"}.");
        }
        BigDecimal volume = decimal(object, "volume");
        return new Tick(
                symbol,
                price,
                decimal(object, "change"),
                volume == null ? BigDecimal.ZERO : volume,
                decimal(object, "bid"),
                decimal(object, "ask"),
                time(object),
                sequence(object));
    }

    private static @Nullable BigDecimal decimal(JsonObject object, String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        // As it is written: a number keeps its digits, and its zeros.
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        return Decimals.parse(field, text);
    }

    private static @Nullable Instant time(JsonObject object) {
        String text = text(object, "time");
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid(
                    "The time of a quote is RFC 3339.",
                    "It is " + InvalidRequestException.quote(text) + ".",
                    "Send it as 2026-11-27T12:00:00Z, or leave it out.");
        }
    }

    private static @Nullable Long sequence(JsonObject object) {
        JsonValue value = object.getOrDefault("sequence", JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        try {
            if (value instanceof JsonNumber number) {
                return number.longValueExact();
            }
        } catch (ArithmeticException notWhole) {
            // Refused below.
        }
        throw invalid(
                "A sequence is a whole number.",
                "It is " + InvalidRequestException.quote(value.toString()) + ".",
                "Leave it out to get one of the hub.");
    }

    private static @Nullable String text(JsonObject object, String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw invalid("\"" + field + "\" is a string.", "It is something else.", "Put it into quotation marks.");
    }

    private static void end(JsonParser parser) {
        while (parser.hasNext()) {
            parser.next();
        }
    }

    private static InvalidRequestException invalid(String rule, String finding, String remedy) {
        return new InvalidRequestException(Problem.INVALID_QUOTE, rule, finding, remedy);
    }
}
