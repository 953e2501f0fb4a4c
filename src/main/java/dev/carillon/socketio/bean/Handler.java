package dev.carillon.socketio.bean;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.Caller;
import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.convert.FromJson;
import dev.carillon.socketio.convert.UnfitException;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One method of a bean.
 *
 * @param name of what it handles, for people
 */
record Handler(Method method, String name, List<Source> sources) {

    /** What there is when it is called; null where there is none. */
    record Call(
            Socket socket, @Nullable Auth auth, @Nullable DisconnectReason reason, JsonArray args) {}

    /** Where a parameter comes from. */
    private interface Source {
        @Nullable
        Object of(Call call) throws UnfitException;
    }

    /** The next argument of an event. */
    private record Argument(int index, FromJson type) implements Source {

        @Override
        public @Nullable Object of(Call call) throws UnfitException {
            JsonValue value = index < call.args.size() ? call.args.get(index) : null;
            return type.convert(value);
        }
    }

    /**
     * Checks a method.
     *
     * @param specific what it may take beside what all may; {@link Arguments} stands for the arguments of an event
     * @throws IllegalArgumentException if it cannot be called
     */
    static Handler of(Method method, String name, Class<?> specific) {
        if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
            throw wrong(method, "is static or private");
        }
        method.setAccessible(true);
        List<Source> sources = new ArrayList<>();
        int arguments = 0;
        for (Parameter parameter : method.getParameters()) {
            Class<?> type = parameter.getType();
            if (type == Socket.class) {
                sources.add(Call::socket);
            } else if (type == Caller.class) {
                sources.add(call -> call.socket.caller());
            } else if (type == Auth.class && specific == Auth.class) {
                sources.add(Call::auth);
            } else if (type == DisconnectReason.class && specific == DisconnectReason.class) {
                sources.add(Call::reason);
            } else if (type == Arguments.class && specific == Arguments.class) {
                sources.add(call -> new Arguments(call.args));
            } else if (specific == Arguments.class) {
                sources.add(argument(method, parameter, arguments++));
            } else {
                throw wrong(method, "cannot have the parameter " + parameter);
            }
        }
        return new Handler(method, name, List.copyOf(sources));
    }

    private static Source argument(Method method, Parameter parameter, int index) {
        try {
            return new Argument(index, FromJson.to(parameter.getParameterizedType()));
        } catch (IllegalArgumentException e) {
            throw wrong(method, "cannot have the parameter " + parameter + ": " + e.getMessage());
        }
    }

    static IllegalArgumentException wrong(Method method, String flaw) {
        return new IllegalArgumentException(method.getDeclaringClass().getName() + "." + method.getName() + " " + flaw
                + "; see dev.carillon.socketio.Namespace");
    }

    /** What the method returns; fails as it does. */
    @Nullable
    Object call(Object bean, Call call) {
        @Nullable Object[] values = new Object[sources.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(sources.get(i), call);
        }
        try {
            return method.invoke(bean, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object value(Source source, Call call) {
        try {
            return source.of(call);
        } catch (UnfitException e) {
            int position = source instanceof Argument argument ? argument.index + 1 : 0;
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "The event " + InvalidRequestException.quote(name) + " takes (" + takes() + ").",
                    "Argument " + position + " " + e.getMessage() + ".",
                    "Correct it; nothing was done.");
        }
    }

    /** {@code void}, or a stage of nothing. */
    boolean returnsNothing() {
        Type type = method.getGenericReturnType();
        return type == void.class
                || (type instanceof ParameterizedType stage
                        && CompletionStage.class.isAssignableFrom((Class<?>) stage.getRawType())
                        && stage.getActualTypeArguments()[0] == Void.class);
    }

    private String takes() {
        return sources.stream()
                .filter(Argument.class::isInstance)
                .map(source -> ((Argument) source).type.name())
                .collect(Collectors.joining(", "));
    }
}
