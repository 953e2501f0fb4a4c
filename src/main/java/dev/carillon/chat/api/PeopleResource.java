package dev.carillon.chat.api;

import dev.carillon.api.EventsResource;
import dev.carillon.api.JsonBody;
import dev.carillon.api.Later;
import dev.carillon.api.StreamQuery;
import dev.carillon.api.poll.PollQuery;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.chat.Directs;
import dev.carillon.chat.Gatekeeper;
import dev.carillon.chat.People;
import dev.carillon.chat.Presence;
import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.Signals;
import dev.carillon.chat.Status;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.Known;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Start;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.stream.Json;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.StreamFormat;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** {@code /api/chat/people}, {@code /api/chat/me} and {@code /api/chat/direct}: people, outside of rooms. */
@Path("chat")
@Dependent
@ChatApi
public class PeopleResource {

    private final Hub hub;
    private final Polls polls;
    private final People people;
    private final Presence presence;
    private final Signals signals;
    private final Directs directs;
    private final RoomDocuments documents;
    private final Gatekeeper gatekeeper;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    public PeopleResource(
            Hub hub,
            Polls polls,
            People people,
            Presence presence,
            Signals signals,
            Directs directs,
            RoomDocuments documents,
            Gatekeeper gatekeeper,
            Callers callers,
            InstantSource clock) {
        this.hub = hub;
        this.polls = polls;
        this.people = people;
        this.presence = presence;
        this.signals = signals;
        this.directs = directs;
        this.documents = documents;
        this.gatekeeper = gatekeeper;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Path("people/{user}")
    @Operation(summary = "Look somebody up")
    @APIResponse(responseCode = "200", description = "Who it is, and whether he is there.", ref = "ChatPerson")
    public Response person(
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user, @Context HttpServletRequest request) {
        gatekeeper.requirePerson(callers.of(request));
        Known known = people.require(user);
        return Answers.ok(ChatJson.time(
                ChatJson.person(known.person())
                        .add("status", presence.status(user).label()),
                "lastSeen",
                known.lastSeen()));
    }

    @PUT
    @Path("me/presence")
    @Operation(summary = "Tell whether you are looking")
    @RequestBody(ref = "ChatPresence")
    @APIResponse(responseCode = "204", ref = "Done")
    public Response setStatus(String body, @Context HttpServletRequest request) {
        Status status =
                Status.chosen(JsonBody.of(body, Set.of("status")).text("status").orElse(""));
        signals.setStatus(callers.of(request), status);
        return Answers.nothing();
    }

    @GET
    @Path("me/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void stream(@BeanParam StreamQuery query, @Context HttpServletRequest request, @Context SseEventSink sink) {
        subscribe(query, query.format(), request, (HubEventSink) sink);
    }

    @GET
    @Path("me/events")
    @Produces(EventsResource.NDJSON)
    @Operation(hidden = true)
    public void lines(@BeanParam StreamQuery query, @Context HttpServletRequest request, @Context SseEventSink sink) {
        subscribe(query, NdjsonFormat.NDJSON, request, (HubEventSink) sink);
    }

    @GET
    @Path("me/events")
    @Produces(EventsResource.JSON)
    @Operation(
            summary = "What concerns you",
            description = "Mentions, direct messages and invitations, as GET /api/events gives events.")
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
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ChatOwnPoll"))
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
            @BeanParam StreamQuery query,
            @BeanParam PollQuery poll,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Access.refuseTicket(Caller.of(request));
        SelectorSet own = own(gatekeeper.requirePerson(callers.of(request)).id());
        polls.answer(
                query.before()
                        .map(before -> poll.backwards(own, before))
                        .orElseGet(() -> poll.onwards(own, query.start(clock))),
                request,
                response);
    }

    private void subscribe(StreamQuery query, StreamFormat format, HttpServletRequest request, HubEventSink sink) {
        query.refuseBefore();
        UserId user = gatekeeper.requirePerson(callers.of(request)).id();
        SelectorSet own = own(user);
        Start start = hub.locate(own, query.start(clock));
        if (start instanceof Start.After after) {
            after.gap().ifPresent(gap -> sink.header("Carillon-Gap", Json.gap(gap)));
        }
        sink.subscribe(own, start, format);
        presence.come(user);
        sink.onEnd(reason -> presence.go(user));
    }

    private static SelectorSet own(UserId user) {
        return SelectorSet.of(Set.of(Selector.of(user.channel())));
    }

    @PUT
    @Path("direct/{user}")
    @Operation(summary = "The direct room with somebody", description = "It is made if there is none.")
    @APIResponse(responseCode = "200", description = "The room.", ref = "ChatDirectRoom")
    @APIResponse(responseCode = "409", ref = "ChatFull")
    public void talk(
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Actor actor = callers.of(request);
        Later.answer(request, response, directs.with(actor, user), direct -> Answers.ok(document(actor, direct)));
    }

    @GET
    @Path("direct")
    @Operation(summary = "Your direct rooms")
    @APIResponse(responseCode = "200", description = "All of your direct rooms.", ref = "ChatDirectRooms")
    public Response talks(@Context HttpServletRequest request) {
        Actor actor = callers.of(request);
        return Answers.page(
                "rooms", directs.of(gatekeeper.requirePerson(actor)), direct -> document(actor, direct), "next", null);
    }

    private JsonObjectBuilder document(Actor actor, Directs.Direct direct) {
        return documents.document(actor, direct.room()).add("with", ChatJson.person(direct.with()));
    }
}
