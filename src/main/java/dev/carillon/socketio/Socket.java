package dev.carillon.socketio;

import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <p>Values that are sent are {@link String}, numbers, {@link Boolean}, {@code byte[]}, enums, {@link JsonValue}, null, and arrays,
 * {@link Iterable}s, {@link Map}s and records of these; anything else is an {@link IllegalArgumentException}.
 *
 * <p>Threading: any thread may call any method; none of them waits.
 */
public interface Socket {

    /** Others may know it; it is no secret. The same again after a {@linkplain #isRecovered() recovery}. */
    String id();

    String namespace();

    /** Who it is: by the token of the CONNECT packet, else by the request that opened the connection. */
    Caller caller();

    /** A cookie of the request that opened the connection; null if it has none of this name. */
    @Nullable
    String cookie(String name);

    /** As limits count it. */
    Origin origin();

    /** Whether it was away for a moment, and has its rooms and attributes again. */
    boolean isRecovered();

    /** Whether it can be sent something. Not while {@link OnConnect} looks at it. */
    boolean isConnected();

    // --- sending ---

    /** Sends an event to this client alone. It is not recovered. One that cannot take it and has too much waiting is closed as slow. */
    void emit(String event, @Nullable Object... args);

    /** The same, but if too much waits for it the event is dropped. */
    void emitVolatile(String event, @Nullable Object... args);

    /**
     * Sends an event that the client is to acknowledge.
     *
     * @return completes with what it answers; fails with a {@link java.util.concurrent.TimeoutException}, with a {@link
     *     dev.carillon.hub.ConnectionEndedException} if it goes before, or with a {@link dev.carillon.event.HubBusyException} if too
     *     many of them are waited for
     */
    CompletionStage<Arguments> emitWithAck(Duration timeout, String event, @Nullable Object... args);

    /** Everybody else in the namespace. */
    Broadcast broadcast();

    /** Everybody else in a room. */
    Broadcast to(String room);

    // --- rooms and channels ---

    /** Everybody in a room hears what is sent {@linkplain Broadcast#to to} it. A room is there while somebody is in it. */
    void join(String room);

    void leave(String room);

    Set<String> rooms();

    /**
     * Hears events of channels of the hub as well, see {@link ChannelEvents}. Whether it may is the caller's question.
     *
     * @param from all that the socket listens to goes on from its place, and these begin there
     */
    void listen(SelectorSet channels, StartingPoint from);

    void ignore(SelectorSet channels);

    /** The channels that it listens to, without those of its rooms. */
    SelectorSet channels();

    // --- what is known of it ---

    /** What a bean remembers of it. Is recovered. */
    Map<String, JsonValue> attributes();

    /** Remembers something that can be sent, or forgets it if it is null. */
    void attribute(String name, @Nullable Object value);

    /** Ends it; its client does not come back by itself. */
    void disconnect();
}
