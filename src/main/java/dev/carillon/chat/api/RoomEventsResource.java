package dev.carillon.chat.api;

import dev.carillon.api.EventsResource;
import dev.carillon.api.StreamQuery;
import dev.carillon.api.poll.PollQuery;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.chat.model.RoomId;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.stream.NdjsonFormat;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/chat/rooms/{room}/events}: joins a room, by every transport. */
@Path("chat/rooms/{room}/events")
@Dependent
@Tag(name = "chat")
public class RoomEventsResource {

    private final Joining joining;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    public RoomEventsResource(Joining joining, Callers callers, InstantSource clock) {
        this.joining = joining;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(
            @PathParam("room") RoomId room,
            @BeanParam StreamQuery query,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        query.refuseBefore();
        joining.stream(callers.of(request), room, query.start(clock), query.format(), (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.NDJSON)
    public void lines(
            @PathParam("room") RoomId room,
            @BeanParam StreamQuery query,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        query.refuseBefore();
        joining.stream(callers.of(request), room, query.start(clock), NdjsonFormat.NDJSON, (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.JSON)
    public void poll(
            @PathParam("room") RoomId room,
            @BeanParam StreamQuery query,
            @BeanParam PollQuery poll,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Access.refuseTicket(Caller.of(request));
        joining.poll(callers.of(request), room, query.start(clock), poll, request, response);
    }
}
