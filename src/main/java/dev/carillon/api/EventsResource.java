package dev.carillon.api;

import dev.carillon.api.poll.Poll;
import dev.carillon.api.poll.PollQuery;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.sse.HubEventSink;
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
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code GET /api/events}: subscribe or poll, as {@code Accept} says; whoever accepts everything gets server-sent events. Publishing
 * is {@link PublishFilter}.
 */
@Path("events")
@Dependent
@Tag(name = "events")
@APIResponse(responseCode = "400", ref = "ReadInvalid")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
public class EventsResource {

    public static final String NDJSON = NdjsonFormat.MEDIA_TYPE + ";qs=0.9";
    public static final String JSON = MediaType.APPLICATION_JSON + ";qs=0.8";

    private final Hub hub;
    private final Polls polls;
    private final InstantSource clock;
    private final ApiSettings settings;

    @Inject
    public EventsResource(Hub hub, Polls polls, InstantSource clock, ApiSettings settings) {
        this.hub = hub;
        this.polls = polls;
        this.clock = clock;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void stream(@Context SseEventSink sink, @BeanParam StreamQuery query) {
        subscribe((HubEventSink) sink, query, query.format());
    }

    @GET
    @Produces(NDJSON)
    @Operation(hidden = true)
    public void lines(@Context SseEventSink sink, @BeanParam StreamQuery query) {
        subscribe((HubEventSink) sink, query, NdjsonFormat.NDJSON);
    }

    @GET
    @Produces(JSON)
    @Operation(
            summary = "Subscribe, or poll",
            description =
                    "Accept chooses: text/event-stream (also for */* and without Accept), application/x-ndjson, or "
                            + "application/json for a poll. All have the same events, the same places to start from, and the same cursor. "
                            + "Without a place a reader starts with what is new.")
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
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "PollDocument"))
            })
    @APIResponse(responseCode = "304", description = "A poll: nothing new since the ETag in If-None-Match.")
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
        polls.answer(poll(query, poll), request, response);
    }

    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Response streamHead(@BeanParam StreamQuery query) {
        query.format();
        return head(query, MediaType.SERVER_SENT_EVENTS);
    }

    @HEAD
    @Produces(NDJSON)
    @Operation(hidden = true)
    public Response linesHead(@BeanParam StreamQuery query) {
        return head(query, NdjsonFormat.MEDIA_TYPE);
    }

    @HEAD
    @Produces(JSON)
    @Operation(
            summary = "The headers of a GET, and the newest event's id",
            description = "Refuses what a GET would refuse, opens nothing, and costs no read of the log.")
    @APIResponse(
            responseCode = "200",
            description = "It would be answered.",
            headers = @Header(name = "Carillon-Cursor", ref = "CarillonCursor"))
    public Response pollHead(@BeanParam StreamQuery query, @BeanParam PollQuery poll) {
        return polls.head(poll(query, poll));
    }

    private void subscribe(HubEventSink sink, StreamQuery query, StreamFormat format) {
        query.refuseBefore();
        SelectorSet selectors = query.granted(settings);
        Start start = hub.locate(selectors, query.start(clock));
        if (start instanceof Start.After after) {
            after.gap().ifPresent(gap -> sink.header("Carillon-Gap", Json.gap(gap)));
        }
        sink.needs(selectors);
        sink.subscribe(selectors, start, format);
    }

    private Poll poll(StreamQuery query, PollQuery poll) {
        SelectorSet selectors = query.granted(settings);
        return query.before()
                .map(before -> poll.backwards(selectors, before))
                .orElseGet(() -> poll.onwards(selectors, query.start(clock)));
    }

    /** Refuses what a GET would refuse, and opens nothing. */
    private Response head(StreamQuery query, String mediaType) {
        query.refuseBefore();
        query.granted(settings);
        query.start(clock);
        return Response.ok()
                .type(mediaType)
                .header(HttpHeaders.CACHE_CONTROL, StreamFormat.CACHE_CONTROL)
                .header("Carillon-Cursor", hub.head())
                .build();
    }
}
