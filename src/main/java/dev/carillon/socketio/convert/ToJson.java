package dev.carillon.socketio.convert;

import dev.carillon.socketio.packet.Binary;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes JSON of what a bean sends. */
public final class ToJson {

    /** Those of {@link jakarta.json.Json} look for it each time in all libraries: half a millisecond for an acknowledgement. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final JsonBuilderFactory BUILDERS = JSON.createBuilderFactory(Map.of());

    private ToJson() {}

    public static JsonArray array(@Nullable Object... values) {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        for (Object value : values) {
            array.add(value(value));
        }
        return array.build();
    }

    /**
     * One value.
     *
     * @throws IllegalArgumentException if there is no JSON for it
     */
    public static JsonValue value(@Nullable Object value) {
        if (value == null) {
            return JsonValue.NULL;
        }
        if (value instanceof JsonValue json) {
            return json;
        }
        if (value instanceof byte[] bytes) {
            return Binary.of(bytes);
        }
        if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Character) {
            return JSON.createValue(value.toString());
        }
        return composed(value);
    }

    private static JsonValue composed(Object value) {
        if (value instanceof Optional<?> optional) {
            return value(optional.orElse(null));
        }
        if (value instanceof Record composed) {
            return fields(composed);
        }
        if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = BUILDERS.createObjectBuilder();
            map.forEach((name, field) -> object.add(String.valueOf(name), value(field)));
            return object.build();
        }
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        if (value instanceof Iterable<?> items) {
            items.forEach(item -> array.add(value(item)));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                array.add(value(Array.get(value, i)));
            }
        } else {
            throw new IllegalArgumentException(
                    "there is no JSON for " + value.getClass().getName()
                            + ": send text, numbers, truth values, byte[], JsonValue, or maps, lists and records of these");
        }
        return array.build();
    }

    private static JsonValue number(Number number) {
        if (number instanceof BigDecimal exact) {
            return JSON.createValue(exact);
        }
        if (number instanceof BigInteger exact) {
            return JSON.createValue(exact);
        }
        if (number instanceof Double || number instanceof Float) {
            // JSON has no NaN and no infinity, and JavaScript writes null for them.
            double value = number.doubleValue();
            return Double.isFinite(value) ? JSON.createValue(new BigDecimal(number.toString())) : JsonValue.NULL;
        }
        return JSON.createValue(number.longValue());
    }

    private static JsonValue fields(Record value) {
        JsonObjectBuilder object = BUILDERS.createObjectBuilder();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                object.add(component.getName(), value(component.getAccessor().invoke(value)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException("cannot read " + component, e);
            }
        }
        return object.build();
    }
}
