package dev.carillon.api;

import dev.carillon.api.sse.HubEventSink;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.hub.Start;
import dev.carillon.stream.Json;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /api/events}: subscribe with GET, publish with POST. */
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

    @POST
    @Path("{channel: .+}")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> publish(
            @PathParam("channel") String channel,
            @Context HttpHeaders headers,
            @HeaderParam("Event-Type") @Nullable String type,
            @HeaderParam("Event-Key") @Nullable String key,
            InputStream body)
            throws IOException {
        HubSettings.PublishLimits limits = hub.settings().publish();
        byte[] data = Publication.read(body, limits.maxEventBytes(), Problem.EVENT_TOO_LARGE);
        Event event = Publication.event(channel, data, headers.getMediaType(), clock.instant());
        Event labelled = Publication.labelled(event, type, key, headers.getHeaderString("Event-Volatile"));
        return hub.publish(List.of(labelled)).thenApply(entries -> Answers.one(labelled, entries));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> publishBatch(@Context HttpHeaders headers, InputStream body) throws IOException {
        HubSettings.PublishLimits limits = hub.settings().publish();
        // Names and JSON's own characters come on top of the data.
        long maxBytes = 2 * limits.maxBatchBytes() + 256L * limits.maxBatchEvents();
        byte[] document = Publication.read(body, maxBytes, Problem.BATCH_TOO_LARGE);
        String text = Publication.decode(document, headers.getMediaType());
        Batch batch = Batch.parse(text, limits.maxBatchEvents(), clock.instant());
        return hub.publish(batch.events()).thenApply(entries -> Answers.batch(batch, entries));
    }

    private void subscribe(HubEventSink sink, StreamQuery query, @Nullable String pathChannel) {
        SelectorSet selectors = query.selectors(pathChannel, settings.maxSelectors());
        Start start = hub.locate(selectors, query.start(clock));
        if (start instanceof Start.After after) {
            after.gap().ifPresent(gap -> sink.header("Carillon-Gap", Json.gap(gap)));
        }
        sink.subscribe(selectors, start, query.format());
    }

    /** What a publisher is told. */
    private static final class Answers {

        static Response one(Event event, List<Entry> entries) {
            if (entries.isEmpty()) {
                return accepted("{\"id\":null}");
            }
            EventId id = entries.get(0).id();
            return Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.LOCATION, "/api/events/" + event.channel() + "?last_event_id=" + id)
                    .entity("{\"id\":\"" + id + "\"}")
                    .build();
        }

        static Response batch(Batch batch, List<Entry> entries) {
            if (batch.single()) {
                return one(batch.events().get(0), entries);
            }
            Iterator<Entry> durable = entries.iterator();
            StringBuilder ids = new StringBuilder("{\"ids\":[");
            for (Event event : batch.events()) {
                ids.append(ids.charAt(ids.length() - 1) == '[' ? "" : ",");
                ids.append(event.isDurable() ? "\"" + durable.next().id() + "\"" : "null");
            }
            String json = ids.append("]}").toString();
            return entries.isEmpty()
                    ? accepted(json)
                    : Response.status(Response.Status.CREATED).entity(json).build();
        }

        /** Volatile events are delivered and forgotten: there is nothing to point at. */
        private static Response accepted(String json) {
            return Response.accepted(json).build();
        }
    }
}
