package dev.carillon.socketio.convert;

import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what a bean takes of what a client sends. Made once for each parameter, so a type that cannot be is found at the start. */
public interface FromJson {

    /**
     * Converts a value.
     *
     * @param value null if there is none
     */
    @Nullable
    Object convert(@Nullable JsonValue value) throws UnfitException;

    /** What a client has to send, for people. */
    String name();

    /**
     * For a type.
     *
     * @throws IllegalArgumentException if there is no JSON for it
     */
    static FromJson to(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? RecordFromJson.of(plain) : Leaf.of(plain);
        }
        if (type instanceof WildcardType wild) {
            return to(wild.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return new Maybe(to(arguments[0]));
            }
            if (generic.getRawType() == List.class) {
                return new Items(to(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new Fields(to(arguments[1]));
            }
        }
        throw new IllegalArgumentException("no value of a client can be a " + type.getTypeName());
    }

    /** May be absent. */
    record Maybe(FromJson present) implements FromJson {

        @Override
        public Object convert(@Nullable JsonValue value) throws UnfitException {
            return value == null || value == JsonValue.NULL
                    ? Optional.empty()
                    : Optional.ofNullable(present.convert(value));
        }

        @Override
        public String name() {
            return present.name() + " or nothing";
        }
    }

    /** An array. */
    record Items(FromJson item) implements FromJson {

        @Override
        public Object convert(@Nullable JsonValue value) throws UnfitException {
            if (value == null || value.getValueType() != JsonValue.ValueType.ARRAY) {
                throw Leaf.unfit(value, name());
            }
            List<@Nullable Object> items = new ArrayList<>();
            for (JsonValue one : value.asJsonArray()) {
                items.add(item.convert(one));
            }
            return items;
        }

        @Override
        public String name() {
            return "array of " + item.name();
        }
    }

    /** An object whose fields have any names. */
    record Fields(FromJson field) implements FromJson {

        @Override
        public Object convert(@Nullable JsonValue value) throws UnfitException {
            if (value == null || value.getValueType() != JsonValue.ValueType.OBJECT) {
                throw Leaf.unfit(value, name());
            }
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (var one : value.asJsonObject().entrySet()) {
                fields.put(one.getKey(), field.convert(one.getValue()));
            }
            return fields;
        }

        @Override
        public String name() {
            return "object of " + field.name();
        }
    }
}
