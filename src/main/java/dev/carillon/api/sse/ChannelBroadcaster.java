package dev.carillon.api.sse;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Event.Durability;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Start;
import dev.carillon.stream.SseFormat;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * JAX-RS's view of one channel: what is broadcast is published to it, and sinks that are registered listen to it. So an event
 * that anybody else publishes to the channel reaches the sinks, and an event that is broadcast reaches everybody who
 * subscribed over HTTP.
 *
 * <p>The hub gives the ids, so the id of a broadcast event is not used; nor are its comment and its reconnection delay, which
 * are no part of an event of the hub.
 *
 * <p>Threading: any thread may call any method. Listeners are called on an executor, never on a thread of the hub.
 */
final class ChannelBroadcaster implements SseBroadcaster {

    private final Hub hub;
    private final ChannelName channel;
    private final Durability durability;
    private final EventSerializer serializer;
    private final InstantSource clock;
    private final Set<HubEventSink> sinks = ConcurrentHashMap.newKeySet();
    private final List<BiConsumer<SseEventSink, Throwable>> errorListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<SseEventSink>> closeListeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    ChannelBroadcaster(
            Hub hub, ChannelName channel, Durability durability, EventSerializer serializer, InstantSource clock) {
        this.hub = hub;
        this.channel = channel;
        this.durability = durability;
        this.serializer = serializer;
        this.clock = clock;
    }

    @Override
    public void onError(BiConsumer<SseEventSink, Throwable> listener) {
        requireOpen();
        errorListeners.add(listener);
    }

    @Override
    public void onClose(Consumer<SseEventSink> listener) {
        requireOpen();
        closeListeners.add(listener);
    }

    @Override
    public void register(SseEventSink sink) {
        requireOpen();
        if (!(sink instanceof HubEventSink connection)) {
            throw new IllegalArgumentException("only a sink that was injected with @Context can be registered, not "
                    + sink.getClass().getName());
        }
        if (sinks.add(connection)) {
            boolean registered = false;
            try {
                connection.subscribe(SelectorSet.of(Set.of(Selector.of(channel))), new Start.Live(), SseFormat.PLAIN);
                registered = true;
            } finally {
                if (!registered) {
                    sinks.remove(connection);
                }
            }
            connection.onEnd(reason -> ended(connection, reason));
        }
    }

    /** Completes when the event is committed; fails if it was refused. */
    @Override
    public CompletionStage<?> broadcast(OutboundSseEvent event) {
        requireOpen();
        if (event.getData() == null) {
            throw new IllegalArgumentException("an event without data cannot be broadcast; send comments to a sink");
        }
        Event told =
                Event.of(channel, serializer.payload(event), clock.instant()).withType(event.getName());
        return hub.publish(durability == Durability.VOLATILE ? told.asVolatile() : told);
    }

    @Override
    public void close() {
        close(true);
    }

    /** Closes the sinks too, if it cascades; else they stay open and go on to listen to the channel. */
    @Override
    public void close(boolean cascading) {
        if (!closed) {
            closed = true;
            if (cascading) {
                sinks.forEach(HubEventSink::close);
            } else {
                sinks.clear();
            }
        }
    }

    private void ended(HubEventSink sink, CloseReason reason) {
        if (!sinks.remove(sink)) {
            return;
        }
        if (reason != CloseReason.APPLICATION && reason != CloseReason.STOPPED) {
            IOException cause = new IOException("the connection ended: " + reason.slug());
            errorListeners.forEach(listener -> listener.accept(sink, cause));
        }
        closeListeners.forEach(listener -> listener.accept(sink));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the broadcaster is closed");
        }
    }
}
