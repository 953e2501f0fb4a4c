package dev.carillon.api.sse;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event.Durability;
import dev.carillon.hub.Hub;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.time.InstantSource;
import java.util.UUID;
import org.glassfish.jersey.media.sse.OutboundEvent;

/**
 * What {@code @Context Sse} is: events as Jersey builds them, broadcasters as the hub has them.
 *
 * <p>Threading: any thread.
 */
public final class HubSse implements Sse {

    private static final String PRIVATE_CHANNELS = "~sse/";

    private final Hub hub;
    private final EventSerializer serializer;
    private final InstantSource clock;

    public HubSse(Hub hub, EventSerializer serializer, InstantSource clock) {
        this.hub = hub;
        this.serializer = serializer;
        this.clock = clock;
    }

    @Override
    public OutboundSseEvent.Builder newEventBuilder() {
        return new OutboundEvent.Builder();
    }

    /** A broadcaster with a channel of its own, which nobody else can reach and whose events are not kept. */
    @Override
    public SseBroadcaster newBroadcaster() {
        return broadcaster(new ChannelName(PRIVATE_CHANNELS + UUID.randomUUID()), Durability.VOLATILE);
    }

    /** The view of a channel. */
    public SseBroadcaster broadcaster(ChannelName channel, Durability durability) {
        return new ChannelBroadcaster(hub, channel, durability, serializer, clock);
    }
}
