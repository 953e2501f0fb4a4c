package dev.carillon.api.sse;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Pace;
import dev.carillon.hub.Start;
import dev.carillon.hub.Subscriber;
import dev.carillon.security.Origin;
import dev.carillon.stream.Meter;
import dev.carillon.stream.SseFormat;
import dev.carillon.stream.StreamExchange;
import dev.carillon.stream.StreamFormat;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JAX-RS's view of one connection.
 *
 * <p>The stream opens with the first call that needs it, at the latest when the resource method has returned; until then the
 * method may throw, and the client gets a proper error.
 *
 * <p>Threading: any thread may call any method.
 */
public final class HubEventSink implements SseEventSink, StreamExchange.Owner {

    private final Streams streams;
    private final Origin origin;
    private final EventSerializer serializer;
    private final Executor callbacks;
    private final List<Consumer<CloseReason>> endListeners = new CopyOnWriteArrayList<>();
    /** Null once the stream has begun: the request is of no use then, and an idle stream is to take no memory for it. */
    private volatile @Nullable StreamExchange exchange;

    private volatile @Nullable Subscriber subscriber;
    private volatile @Nullable CloseReason ended;
    private volatile SelectorSet needed = SelectorSet.none();
    private volatile boolean closed;
    private volatile boolean listening;

    HubEventSink(
            Streams streams, StreamExchange exchange, Origin origin, EventSerializer serializer, Executor callbacks) {
        this.streams = streams;
        this.exchange = exchange;
        this.origin = origin;
        this.serializer = serializer;
        this.callbacks = callbacks;
    }

    /** Its reader needs grants for all of these as long as it is open. To be told before the stream opens. */
    public void needs(SelectorSet selectors) {
        needed = selectors;
    }

    /** Has the stream measured. To be told before it opens. */
    public void measure(Meter meter) {
        StreamExchange unopened = exchange;
        if (unopened != null) {
            unopened.measure(meter);
        }
    }

    /** Makes the connection a reader of the hub. The first call decides the wire format. */
    public void subscribe(SelectorSet selectors, Start start, StreamFormat format) {
        subscribe(selectors, start, format, Pace.ANY);
    }

    /** The same, with a pace for events of conflating channels. */
    public void subscribe(SelectorSet selectors, Start start, StreamFormat format, Pace pace) {
        Runnable onLive = streams.admitReplay(origin, start);
        boolean subscribed = false;
        try {
            listening = true;
            open(format).subscribe(selectors, start, pace, onLive);
            subscribed = true;
        } finally {
            if (!subscribed) {
                onLive.run();
            }
        }
    }

    /** Tells this connection alone an event, in the wire format in which it reads. The first call decides the format. */
    public CompletionStage<?> tell(Event event, @Nullable EventId id, StreamFormat format) {
        return open(format).send(format.event(event, id));
    }

    /** Sets a header of the response, as long as the resource method has not returned. */
    public void header(String name, String value) {
        StreamExchange open = exchange;
        if (open != null) {
            open.header(name, value);
        }
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        return open(SseFormat.PLAIN).send(OutboundFrames.encode(event, serializer));
    }

    @Override
    public boolean isClosed() {
        return closed || ended != null;
    }

    /** What was sent before is still written. */
    @Override
    public void close() {
        if (!closed) {
            Subscriber open = open(SseFormat.PLAIN);
            closed = true;
            open.close(CloseReason.APPLICATION);
        }
    }

    /** A resource that only keeps its sink for later wants the headers to go out, and heartbeats. */
    @Override
    public void returned() {
        if (!closed && !listening) {
            subscribe(SelectorSet.none(), new Start.Live(), SseFormat.PLAIN);
        }
        exchange = null;
    }

    @Override
    public void answeredOtherwise() {
        if (subscriber == null) {
            closed = true;
            streams.dismiss(origin);
        }
    }

    /** The listener is called once, not on a thread of the hub; at once if the connection has ended already. */
    public void onEnd(Consumer<CloseReason> listener) {
        endListeners.add(listener);
        CloseReason reason = ended;
        if (reason != null && endListeners.remove(listener)) {
            callbacks.execute(() -> listener.accept(reason));
        }
    }

    private synchronized Subscriber open(StreamFormat format) {
        if (closed) {
            throw new IllegalStateException("the sink is closed");
        }
        Subscriber open = subscriber;
        StreamExchange unopened = exchange;
        if (open == null) {
            if (unopened == null) {
                throw new IllegalStateException("the request was answered without a stream");
            }
            open = streams.open(unopened, origin, needed, format, this::end);
            subscriber = open;
        }
        return open;
    }

    private void end(CloseReason reason) {
        ended = reason;
        for (Consumer<CloseReason> listener : List.copyOf(endListeners)) {
            if (endListeners.remove(listener)) {
                callbacks.execute(() -> listener.accept(reason));
            }
        }
    }
}
