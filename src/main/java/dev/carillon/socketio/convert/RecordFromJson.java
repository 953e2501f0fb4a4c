package dev.carillon.socketio.convert;

import dev.carillon.event.HubException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object whose fields are the components of a record. Others are not looked at. What its constructor refuses is unfit. */
record RecordFromJson(String name, Constructor<?> constructor, Map<String, FromJson> components) implements FromJson {

    static FromJson of(Class<?> type) {
        Map<String, FromJson> components = new LinkedHashMap<>();
        RecordComponent[] all = type.getRecordComponents();
        for (RecordComponent component : all) {
            components.put(component.getName(), FromJson.to(component.getGenericType()));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(all).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return new RecordFromJson("object " + components.keySet(), constructor, components);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is not accessible", e);
        }
    }

    @Override
    public Object convert(@Nullable JsonValue value) throws UnfitException {
        if (!(value instanceof JsonObject object)) {
            throw Leaf.unfit(value, name);
        }
        @Nullable Object[] values = new Object[components.size()];
        int i = 0;
        for (var component : components.entrySet()) {
            try {
                values[i++] = component.getValue().convert(object.get(component.getKey()));
            } catch (UnfitException e) {
                throw new UnfitException("its \"" + component.getKey() + "\": " + e.getMessage());
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof HubException refused) {
                throw refused;
            }
            throw new UnfitException("is refused: " + String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
