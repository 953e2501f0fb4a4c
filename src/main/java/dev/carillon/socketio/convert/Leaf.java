package dev.carillon.socketio.convert;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.socketio.packet.Binary;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that is not made of others. */
record Leaf(String name, Conversion conversion) implements FromJson {

    /** Null means that the value is unfit. */
    interface Conversion {
        @Nullable
        Object of(JsonValue value);
    }

    /** A number with more digits is none that a client of JavaScript can have meant. */
    private static final int MAX_EXPONENT = 400;

    private static final Map<Class<?>, Leaf> KNOWN = Map.ofEntries(
            Map.entry(String.class, new Leaf("string", Leaf::text)),
            Map.entry(boolean.class, new Leaf("true or false", Leaf::truth)),
            Map.entry(Boolean.class, new Leaf("true or false", Leaf::truth)),
            Map.entry(int.class, new Leaf("integer", Leaf::integer)),
            Map.entry(Integer.class, new Leaf("integer", Leaf::integer)),
            Map.entry(long.class, new Leaf("integer", Leaf::whole)),
            Map.entry(Long.class, new Leaf("integer", Leaf::whole)),
            Map.entry(double.class, new Leaf("number", Leaf::real)),
            Map.entry(Double.class, new Leaf("number", Leaf::real)),
            Map.entry(BigDecimal.class, new Leaf("number", Leaf::decimal)),
            Map.entry(byte[].class, new Leaf("bytes", value -> value instanceof Binary bytes ? bytes.bytes() : null)),
            Map.entry(Binary.class, new Leaf("bytes", value -> value instanceof Binary ? value : null)),
            Map.entry(JsonValue.class, new Leaf("value", value -> value)),
            Map.entry(JsonObject.class, new Leaf("object", value -> value instanceof JsonObject ? value : null)),
            Map.entry(JsonArray.class, new Leaf("array", value -> value instanceof JsonArray ? value : null)),
            Map.entry(JsonNumber.class, new Leaf("number", value -> value instanceof JsonNumber ? value : null)),
            Map.entry(JsonString.class, new Leaf("string", value -> value instanceof JsonString ? value : null)));

    static FromJson of(Class<?> type) {
        Leaf known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return new Leaf("one of " + Arrays.toString(constants), value -> constant(constants, value));
        }
        throw new IllegalArgumentException("no value of a client can be a " + type.getName());
    }

    @Override
    public Object convert(@Nullable JsonValue value) throws UnfitException {
        Object converted = value == null ? null : conversion.of(value);
        if (converted == null) {
            throw unfit(value, name);
        }
        return converted;
    }

    static UnfitException unfit(@Nullable JsonValue value, String expected) {
        String found = value == null ? "missing" : InvalidRequestException.quote(value.toString());
        return new UnfitException("is " + found + " and has to be: " + expected);
    }

    private static @Nullable Object text(JsonValue value) {
        return value instanceof JsonString text && !(value instanceof Binary) ? text.getString() : null;
    }

    private static @Nullable Object truth(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> null;
        };
    }

    private static @Nullable BigDecimal decimal(JsonValue value) {
        if (value instanceof JsonNumber number) {
            BigDecimal decimal = number.bigDecimalValue();
            // Else 1e999999999 becomes an integer of a gigabyte.
            return Math.abs((long) decimal.precision() - decimal.scale()) <= MAX_EXPONENT
                            && Math.abs((long) decimal.scale()) <= MAX_EXPONENT
                    ? decimal
                    : null;
        }
        return null;
    }

    private static @Nullable Object whole(JsonValue value) {
        BigDecimal decimal = decimal(value);
        try {
            return decimal == null ? null : decimal.longValueExact();
        } catch (ArithmeticException notOne) {
            return null;
        }
    }

    private static @Nullable Object integer(JsonValue value) {
        BigDecimal decimal = decimal(value);
        try {
            return decimal == null ? null : decimal.intValueExact();
        } catch (ArithmeticException notOne) {
            return null;
        }
    }

    private static @Nullable Object real(JsonValue value) {
        BigDecimal decimal = decimal(value);
        return decimal == null ? null : decimal.doubleValue();
    }

    private static @Nullable Object constant(Object[] constants, JsonValue value) {
        Object name = text(value);
        return Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
