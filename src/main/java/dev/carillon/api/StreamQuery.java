package dev.carillon.api;

import dev.carillon.event.EventId;
import dev.carillon.event.InvalidEventIdException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.stream.SseFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks for in the query and the headers of {@code GET /api/events}.
 *
 * <p>A bean of JAX-RS, one for each request.
 */
public final class StreamQuery {

    /** Null where the path does not name one. */
    @PathParam("channel")
    private @Nullable String pathChannel;

    @Parameter(
            description =
                    "Channels and patterns, 64 at most (carillon.subscription.max-selectors). The chat does not look at it.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 64),
            example = "demo")
    @QueryParam("channel")
    private List<String> channels = List.of();

    @Parameter(
            description = "Server-sent events have {id, channel, type, key, time, data} as their data.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @QueryParam("envelope")
    @DefaultValue("false")
    private String envelope = "false";

    @Parameter(
            description =
                    "Start after this event. Wins over all parameters; an id that is not ours is answered with a gap.",
            schema = @Schema(type = SchemaType.STRING))
    @HeaderParam("Last-Event-ID")
    private @Nullable String lastEventIdHeader;

    @Parameter(description = "Start after this event.", schema = @Schema(ref = "EventId"))
    @QueryParam("last_event_id")
    private @Nullable String lastEventId;

    /** As some clients call it. */
    @Parameter(description = "The same, as some clients call it.", schema = @Schema(ref = "EventId"))
    @QueryParam("lastEventId")
    private @Nullable String lastEventIdInCamelCase;

    /** As the polyfill for old browsers calls it. */
    @Parameter(description = "The same, as the polyfill for old browsers calls it.", schema = @Schema(ref = "EventId"))
    @QueryParam("evs_last_event_id")
    private @Nullable String lastEventIdOfPolyfill;

    @Parameter(
            description = "Start at a time (RFC 3339), or so long ago (ISO 8601). Refused for a room of the chat.",
            schema = @Schema(type = SchemaType.STRING),
            example = "PT5M")
    @QueryParam("since")
    private @Nullable String since;

    @Parameter(
            description = "Start with the newest events, so many. Refused for a room of the chat.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "10000"))
    @QueryParam("last")
    private @Nullable String last;

    @Parameter(
            description = "Start with the oldest event that the log has. Refused for a room of the chat.",
            schema = @Schema(type = SchemaType.STRING, enumeration = "earliest"))
    @QueryParam("from")
    private @Nullable String from;

    @Parameter(
            description =
                    "Polls only: a page backwards, the newest events before this one. Stands alone, but for limit. Not for a room of the chat.",
            schema = @Schema(ref = "EventId"))
    @QueryParam("before")
    private @Nullable String before;

    @Context
    private @Nullable HttpServletRequest request;

    /** The channels of the query, and the one of the path; the caller may read all of them. */
    SelectorSet granted(ApiSettings settings) {
        SelectorSet selectors = selectors(settings);
        HttpServletRequest asked = request;
        if (asked == null) {
            throw new IllegalStateException("JAX-RS has not told the request");
        }
        Access.requireSubscribe(Caller.of(asked), selectors);
        return selectors;
    }

    SelectorSet selectors(ApiSettings settings) {
        Set<Selector> selectors = new HashSet<>();
        if (pathChannel != null) {
            selectors.add(settings.selector(pathChannel));
        }
        settings.requireFew(channels.size() + selectors.size());
        for (String channel : channels) {
            selectors.add(settings.selector(channel));
        }
        ApiSettings.requireSome(selectors.isEmpty());
        return SelectorSet.of(selectors);
    }

    public SseFormat format() {
        return switch (envelope) {
            case "true", "" -> SseFormat.ENVELOPE;
            case "false" -> SseFormat.PLAIN;
            default ->
                throw new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "envelope is true or false.",
                        "It is " + InvalidRequestException.quote(envelope) + ".",
                        "Send envelope=true to get the channel with each event.");
        };
    }

    /** The event before which a page backwards ends; nothing else may say where to read. */
    public Optional<EventId> before() {
        String id = firstPresent(before);
        if (id == null) {
            return Optional.empty();
        }
        if (firstPresent(lastEventIdHeader, lastEventId, lastEventIdInCamelCase, lastEventIdOfPolyfill) != null
                || firstPresent(since, last, from) != null) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "before pages backwards, and everything else that names a place starts forwards.",
                    "The request has both.",
                    "Send before and limit alone.");
        }
        return Optional.of(EventId.parse(id));
    }

    /** A stream runs forwards. */
    public void refuseBefore() {
        if (before != null) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "before pages backwards, which only application/json does.",
                    "The request is for a stream.",
                    "Send Accept: application/json, or leave before out.");
        }
    }

    /** The header wins, because a browser repeats the query of the first request when it reconnects. */
    public StartingPoint start(InstantSource clock) {
        if (lastEventIdHeader != null && !lastEventIdHeader.isEmpty()) {
            return afterHeader(lastEventIdHeader);
        }
        String id = firstPresent(lastEventId, lastEventIdInCamelCase, lastEventIdOfPolyfill);
        if (id != null) {
            return new StartingPoint.After(EventId.parse(id));
        }
        if (since != null && !since.isEmpty()) {
            return StartingPoints.since(since, clock);
        }
        if (last != null && !last.isEmpty()) {
            return StartingPoints.last(last);
        }
        if (from != null && !from.isEmpty()) {
            return StartingPoints.from(from);
        }
        return new StartingPoint.Now();
    }

    /**
     * A browser sends what it got from whoever stood at this address before, and an {@code EventSource} never recovers from a
     * 400. So an id that is not ours is answered with a gap.
     */
    private static StartingPoint afterHeader(String id) {
        try {
            return new StartingPoint.After(EventId.parse(id));
        } catch (InvalidEventIdException notOurs) {
            return new StartingPoint.AfterUnknown();
        }
    }

    private static @Nullable String firstPresent(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
