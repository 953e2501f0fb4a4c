package dev.carillon.api;

import dev.carillon.api.sse.HubEventSink;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Start;
import dev.carillon.stream.Json;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/events}: subscribe. Publishing is {@link PublishFilter}. */
@Path("events")
@Dependent
public class EventsResource {

    private final Hub hub;
    private final InstantSource clock;
    private final ApiSettings settings;

    @Inject
    public EventsResource(Hub hub, InstantSource clock, ApiSettings settings) {
        this.hub = hub;
        this.clock = clock;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(@Context SseEventSink sink, @BeanParam StreamQuery query) {
        subscribe((HubEventSink) sink, query, null);
    }

    @GET
    @Path("{channel: .+}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void streamChannel(
            @Context SseEventSink sink, @PathParam("channel") String channel, @BeanParam StreamQuery query) {
        subscribe((HubEventSink) sink, query, channel);
    }

    private void subscribe(HubEventSink sink, StreamQuery query, @Nullable String pathChannel) {
        SelectorSet selectors = query.selectors(pathChannel, settings.maxSelectors());
        Start start = hub.locate(selectors, query.start(clock));
        if (start instanceof Start.After after) {
            after.gap().ifPresent(gap -> sink.header("Carillon-Gap", Json.gap(gap)));
        }
        sink.subscribe(selectors, start, query.format());
    }
}
