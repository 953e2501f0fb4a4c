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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** {@code /api/chat/rooms/{room}/events}: joins a room, by every transport. */
@Path("chat/rooms/{room}/events")
@Dependent
@ChatApi
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
    @Operation(hidden = true)
    public void stream(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @BeanParam StreamQuery query,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        query.refuseBefore();
        joining.stream(callers.of(request), room, query.start(clock), query.format(), (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.NDJSON)
    @Operation(hidden = true)
    public void lines(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @BeanParam StreamQuery query,
            @Context HttpServletRequest request,
            @Context SseEventSink sink) {
        query.refuseBefore();
        joining.stream(callers.of(request), room, query.start(clock), NdjsonFormat.NDJSON, (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.JSON)
    @Operation(
            summary = "Join a room",
            description =
                    "Begins with chat-room-connected, the picture of the room; with Last-Event-ID it goes on from there.")
    @APIResponse(
            responseCode = "200",
            description =
                    "A stream, or the answer to a poll. A stream that cannot be had right now gets retry and its end.",
            headers = {
                @Header(name = "Carillon-Cursor", ref = "CarillonCursor"),
                @Header(name = "Carillon-Gap", ref = "CarillonGap")
            },
            content = {
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = NdjsonFormat.MEDIA_TYPE, schema = @Schema(ref = "StreamLine")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ChatRoomPoll"))
            })
    @APIResponse(responseCode = "304", description = "A poll: nothing new since the ETag in If-None-Match.")
    @APIResponse(responseCode = "400", ref = "ChatReadInvalid")
    @APIResponse(responseCode = "406", ref = "NotAcceptable")
    @APIResponse(responseCode = "429", ref = "TooManyReaders")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @SecurityRequirementsSet({})
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "cookie")
    @SecurityRequirement(name = "guest")
    @SecurityRequirement(name = "ticket")
    public void poll(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @BeanParam StreamQuery query,
            @BeanParam PollQuery poll,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Access.refuseTicket(Caller.of(request));
        joining.poll(callers.of(request), room, query.start(clock), poll, request, response);
    }
}
