package dev.carillon.ticker.api;

import dev.carillon.api.EventsResource;
import dev.carillon.api.StreamQuery;
import dev.carillon.api.poll.PollQuery;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.sse.HubEventSink;
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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** {@code /api/ticker/alerts/events}: somebody's alerts as they go off. A resource of its own, else it were that of a symbol. */
@Path("ticker/alerts/events")
@Dependent
@TickerApi
public class AlertEventsResource {

    private final Hub hub;
    private final Polls polls;
    private final InstantSource clock;

    @Inject
    public AlertEventsResource(Hub hub, Polls polls, InstantSource clock) {
        this.hub = hub;
        this.polls = polls;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void stream(@BeanParam StreamQuery query, @Context HttpServletRequest request, @Context SseEventSink sink) {
        subscribe(query, query.format(), request, (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.NDJSON)
    @Operation(hidden = true)
    public void lines(@BeanParam StreamQuery query, @Context HttpServletRequest request, @Context SseEventSink sink) {
        subscribe(query, NdjsonFormat.NDJSON, request, (HubEventSink) sink);
    }

    @GET
    @Produces(EventsResource.JSON)
    @Operation(
            summary = "Your alerts as they go off",
            description = "Events of the type alert, as GET /api/events gives events: with ids, and none is missed.")
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
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TickerAlertPoll"))
            })
    @APIResponse(responseCode = "304", description = "A poll: nothing new since the ETag in If-None-Match.")
    @APIResponse(responseCode = "400", ref = "ReadInvalid")
    @APIResponse(responseCode = "406", ref = "NotAcceptable")
    @APIResponse(responseCode = "429", ref = "TooManyReaders")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @SecurityRequirementsSet({})
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "cookie")
    @SecurityRequirement(name = "ticket")
    public void poll(
            @BeanParam StreamQuery query,
            @BeanParam PollQuery poll,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Access.refuseTicket(Caller.of(request));
        SelectorSet own = own(request);
        polls.answer(
                query.before()
                        .map(before -> poll.backwards(own, before))
                        .orElseGet(() -> poll.onwards(own, query.start(clock))),
                request,
                response);
    }

    private void subscribe(StreamQuery query, StreamFormat format, HttpServletRequest request, HubEventSink sink) {
        query.refuseBefore();
        SelectorSet own = own(request);
        Start start = hub.locate(own, query.start(clock));
        if (start instanceof Start.After after) {
            after.gap().ifPresent(gap -> sink.header("Carillon-Gap", Json.gap(gap)));
        }
        sink.subscribe(own, start, format);
    }

    private static SelectorSet own(HttpServletRequest request) {
        return SelectorSet.of(Set.of(Selector.of(AlertOwners.of(request).channel())));
    }
}
