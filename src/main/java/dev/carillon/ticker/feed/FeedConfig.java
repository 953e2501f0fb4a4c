package dev.carillon.ticker.feed;

import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Decimals;
import dev.carillon.ticker.model.Symbol;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feed's configuration. It has the fields of its kind and no others, each of the type that the kind names: everything else was refused
 * with {@code invalid-feed} when it was made.
 *
 * <p>The accessors are for fields that are required, have a default or {@linkplain #has are there}.
 */
public final class FeedConfig {

    /** A URL with a long query fits; what is longer is a mistake, and would be kept in the log with each change. */
    private static final int MAX_TEXT = 2048;

    private final Map<String, Object> values;

    private FeedConfig(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks what somebody wrote. A field that is null is as good as absent.
     *
     * @throws HubException {@code invalid-feed}
     */
    public static FeedConfig of(List<FeedField> fields, JsonObject json) {
        Map<String, FeedField> known = new LinkedHashMap<>();
        fields.forEach(field -> known.put(field.name(), field));
        json.keySet().forEach(name -> {
            if (!known.containsKey(name)) {
                throw refusal(
                        known.isEmpty()
                                ? "The configuration of this kind has no fields."
                                : "The configuration of this kind may have " + String.join(", ", known.keySet()) + ".",
                        "It has " + InvalidRequestException.quote(name) + ".",
                        "Correct the name, or leave it out.");
            }
        });
        Map<String, Object> values = new LinkedHashMap<>();
        for (FeedField field : fields) {
            JsonValue value = json.getOrDefault(field.name(), JsonValue.NULL);
            String preset = field.preset();
            if (value != JsonValue.NULL) {
                values.put(field.name(), value(field, value));
            } else if (preset != null) {
                values.put(field.name(), parsed(field, preset));
            } else if (field.required()) {
                throw refusal(
                        "The configuration has " + field.name() + ", "
                                + field.type().rule() + ".",
                        "It is missing.",
                        "Add it.");
            }
        }
        return new FeedConfig(values);
    }

    private static Object value(FeedField field, JsonValue value) {
        boolean number = value instanceof JsonNumber
                && (field.type() == FeedField.Type.DECIMAL || field.type() == FeedField.Type.INTEGER);
        boolean flag = (value == JsonValue.TRUE || value == JsonValue.FALSE) && field.type() == FeedField.Type.FLAG;
        if (number || flag) {
            return parsed(field, value.toString());
        }
        if (value instanceof JsonString text && field.type() != FeedField.Type.FLAG) {
            return parsed(field, text.getString());
        }
        throw wrongType(field, value.toString());
    }

    private static Object parsed(FeedField field, String text) {
        try {
            return switch (field.type()) {
                case TEXT -> text(field, text);
                case DECIMAL -> Decimals.parse(field.name(), text);
                case INTEGER -> Decimals.parse(field.name(), text).longValueExact();
                case DURATION -> duration(field, text);
                case FLAG -> Boolean.valueOf(text);
                case SYMBOLS -> symbols(field, text);
            };
        } catch (ArithmeticException e) {
            throw wrongType(field, text);
        } catch (InvalidRequestException e) {
            throw e.problem() == Problem.INVALID_FEED ? e : wrongType(field, text);
        }
    }

    private static String text(FeedField field, String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw refusal(
                    field.name() + " has 1 to " + MAX_TEXT + " characters.",
                    "It has " + text.length() + ".",
                    "Correct it, or leave it out.");
        }
        return text;
    }

    private static Duration duration(FeedField field, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below.
        }
        throw wrongType(field, text);
    }

    private static List<Symbol> symbols(FeedField field, String text) {
        List<Symbol> symbols = Arrays.stream(text.split(",", -1))
                .map(part -> new Symbol(part.strip()))
                .toList();
        if (new HashSet<>(symbols).size() < symbols.size()) {
            throw refusal(field.name() + " has each symbol once.", "One is there several times.", "Leave it out.");
        }
        return symbols;
    }

    private static InvalidRequestException wrongType(FeedField field, String found) {
        return refusal(
                field.name() + " is " + field.type().rule() + ".",
                "It is " + InvalidRequestException.quote(found) + ".",
                "Correct it.");
    }

    /** Whether the field is there, or has a default. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name) {
        return (String) value(name);
    }

    /** A text that is one of these. */
    public String oneOf(String name, String... choices) {
        String text = text(name);
        if (!List.of(choices).contains(text)) {
            throw wrong(name, "one of " + String.join(", ", choices));
        }
        return text;
    }

    public BigDecimal decimal(String name) {
        return (BigDecimal) value(name);
    }

    /** A number within bounds, both included. */
    public BigDecimal decimal(String name, String min, String max) {
        BigDecimal number = decimal(name);
        if (number.compareTo(new BigDecimal(min)) < 0 || number.compareTo(new BigDecimal(max)) > 0) {
            throw wrong(name, "a number from " + min + " to " + max);
        }
        return number;
    }

    public long integer(String name) {
        return (Long) value(name);
    }

    /** A number within bounds, both included. */
    public long integer(String name, long min, long max) {
        long number = integer(name);
        if (number < min || number > max) {
            throw wrong(name, "a whole number from " + min + " to " + max);
        }
        return number;
    }

    public Duration duration(String name) {
        return (Duration) value(name);
    }

    /** A time within bounds, both included. */
    public Duration duration(String name, Duration min, Duration max) {
        Duration time = duration(name);
        if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
            throw wrong(name, "a time from " + min + " to " + max);
        }
        return time;
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    public Symbol symbol(String name) {
        try {
            return new Symbol(text(name));
        } catch (InvalidRequestException e) {
            throw wrong(name, "a symbol such as ACME");
        }
    }

    /** At least one, each once. */
    @SuppressWarnings("unchecked") // What was put in under this type.
    public List<Symbol> symbols(String name) {
        return (List<Symbol>) value(name);
    }

    /**
     * The refusal of a field.
     *
     * @param rule what it has to be, without an end: "a URL of http or https"
     */
    public HubException wrong(String name, String rule) {
        return refusal(
                name + " is " + rule + ".",
                "It is " + InvalidRequestException.quote(String.valueOf(value(name))) + ".",
                "Correct it.");
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return value;
    }

    /** The refusal of anything about a feed. */
    public static InvalidRequestException refusal(String rule, String finding, String remedy) {
        return new InvalidRequestException(Problem.INVALID_FEED, rule, finding, remedy);
    }
}
