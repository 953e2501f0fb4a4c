package dev.carillon.socketio.bean;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.ChannelEvents;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnDisconnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.convert.ToJson;
import dev.carillon.socketio.packet.PacketDecoder;
import dev.carillon.socketio.server.Behaviour;
import dev.carillon.stream.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a bean does, by its methods.
 *
 * <p>Threading: as {@link Namespace} says.
 */
public final class NamespaceBean implements Behaviour {

    private static final ChannelEvents ENVELOPES =
            (event, id) -> new ChannelEvents.Said("event", List.of(Json.envelope(event, id)));

    private final Object bean;
    private final Namespace namespace;
    private final @Nullable Handler onConnect;
    private final @Nullable Handler onDisconnect;
    private final Map<String, Handler> onEvent;

    private NamespaceBean(
            Object bean,
            Namespace namespace,
            @Nullable Handler onConnect,
            @Nullable Handler onDisconnect,
            Map<String, Handler> onEvent) {
        this.bean = bean;
        this.namespace = namespace;
        this.onConnect = onConnect;
        this.onDisconnect = onDisconnect;
        this.onEvent = Map.copyOf(onEvent);
    }

    /**
     * Checks a bean.
     *
     * @throws IllegalArgumentException if it breaks a rule of {@link Namespace}; says which
     */
    public static NamespaceBean of(Object bean) {
        Class<?> type = bean.getClass();
        Namespace namespace = type.getAnnotation(Namespace.class);
        if (namespace == null) {
            throw new IllegalArgumentException(type.getName() + " has no @Namespace");
        }
        requireName(type, namespace);
        Map<Class<?>, Handler> single = new HashMap<>();
        Map<String, Handler> onEvent = new HashMap<>();
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Method method : declaring.getDeclaredMethods()) {
                if (!method.isSynthetic()) {
                    enter(method, single, onEvent);
                }
            }
        }
        return new NamespaceBean(bean, namespace, single.get(OnConnect.class), single.get(OnDisconnect.class), onEvent);
    }

    private static void requireName(Class<?> type, Namespace namespace) {
        String name = namespace.value();
        boolean isName = name.startsWith("/") && name.indexOf(',') < 0 && name.indexOf('?') < 0;
        if (namespace.pattern().isEmpty() ? !isName : !name.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " has a @Namespace without a name that begins with '/' and has no ',' or '?', or with a name and a pattern");
        }
    }

    private static void enter(Method method, Map<Class<?>, Handler> single, Map<String, Handler> onEvent) {
        Handler before = null;
        if (method.isAnnotationPresent(OnConnect.class)) {
            before = single.put(OnConnect.class, Handler.of(method, "connect", Auth.class));
        }
        if (method.isAnnotationPresent(OnDisconnect.class)) {
            before = single.put(OnDisconnect.class, Handler.of(method, "disconnect", DisconnectReason.class));
        }
        OnEvent event = method.getAnnotation(OnEvent.class);
        if (event != null) {
            if (PacketDecoder.isReserved(event.value())) {
                throw Handler.wrong(method, "handles an event whose name is reserved");
            }
            before = onEvent.put(event.value(), Handler.of(method, event.value(), Arguments.class));
        }
        if (before != null) {
            throw Handler.wrong(method, "and " + before.method().getName() + " handle the same");
        }
    }

    public Namespace namespace() {
        return namespace;
    }

    @Override
    public CompletionStage<?> connect(Socket socket, Auth auth) {
        Object returned = onConnect == null
                ? null
                : onConnect.call(bean, new Handler.Call(socket, auth, null, JsonValue.EMPTY_JSON_ARRAY));
        return returned instanceof CompletionStage<?> stage ? stage : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<JsonArray> event(Socket socket, String name, JsonArray args) {
        Handler handler = onEvent.get(name);
        if (handler == null) {
            throw new InvalidRequestException(
                    Problem.NOT_FOUND,
                    "The namespace " + InvalidRequestException.quote(socket.namespace()) + " takes the events "
                            + onEvent.keySet().stream().sorted().toList() + ".",
                    InvalidRequestException.quote(name) + " is none of them.",
                    "Look for a typing error.");
        }
        Object returned = handler.call(bean, new Handler.Call(socket, null, null, args));
        if (returned instanceof CompletionStage<?> stage) {
            return stage.thenApply(value -> answer(handler, value));
        }
        return CompletableFuture.completedStage(answer(handler, returned));
    }

    private static JsonArray answer(Handler handler, @Nullable Object value) {
        if (value instanceof Arguments several) {
            return several.values();
        }
        boolean nothing = value == null && handler.returnsNothing();
        return nothing ? JsonValue.EMPTY_JSON_ARRAY : ToJson.array(new @Nullable Object[] {value});
    }

    @Override
    public void disconnect(Socket socket, DisconnectReason reason) {
        if (onDisconnect != null) {
            onDisconnect.call(bean, new Handler.Call(socket, null, reason, JsonValue.EMPTY_JSON_ARRAY));
        }
    }

    @Override
    public ChannelEvents channelEvents() {
        return bean instanceof ChannelEvents own ? own : ENVELOPES;
    }

    @Override
    public boolean recovers() {
        return namespace.recovery();
    }

    @Override
    public boolean takesOnlyOurTokens() {
        return namespace.onlyTokensOfCarillon();
    }
}
