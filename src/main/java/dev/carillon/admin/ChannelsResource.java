package dev.carillon.admin;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.Publication;
import dev.carillon.api.RequestBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.ChannelTraffic;
import dev.carillon.hub.Hub;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.PageLimit;
import dev.carillon.security.Caller;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin/channels}: what is published where, and publishing where no grant reaches. */
@Path("admin/channels")
@Dependent
@Administration
public class ChannelsResource {

    private final Hub hub;
    private final EventLog log;
    private final AuditTrail audit;
    private final ApiSettings names;
    private final InstantSource clock;

    @Inject
    public ChannelsResource(Hub hub, EventLog log, AuditTrail audit, ApiSettings names, InstantSource clock) {
        this.hub = hub;
        this.log = log;
        this.audit = audit;
        this.names = names;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "What is published where")
    @Parameter(name = "selector", in = ParameterIn.QUERY, ref = "ChannelsSelector")
    @Parameter(name = "sort", in = ParameterIn.QUERY, ref = "ChannelsSort")
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "Limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "After")
    @APIResponse(responseCode = "200", description = "One page of channels.", ref = "ChannelPage")
    @APIResponse(responseCode = "400", ref = "BadSelection")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response channels(@Context UriInfo uri) {
        ChannelQuery query = ChannelQuery.of(AdminQuery.of(uri, "selector", "sort", "limit", "after"));
        ChannelQuery.Found found = query.find(hub);
        JsonObjectBuilder page = Answers.pageDocument(found.channels(), this::document, found.next());
        return Answers.ok(page.add("uncounted", found.uncounted()));
    }

    /** As {@code POST /api/events/{channel}}. */
    @POST
    @Path("{channel: .+}/events")
    @Operation(
            summary = "Publish one event where no grant reaches",
            description = "As POST /api/events/{channel} does.")
    @Parameter(name = "Event-Type", in = ParameterIn.HEADER, ref = "EventType")
    @Parameter(name = "Event-Key", in = ParameterIn.HEADER, ref = "EventKey")
    @Parameter(name = "Event-Volatile", in = ParameterIn.HEADER, ref = "EventVolatile")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, ref = "IdempotencyKey")
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(ref = "EventData")
    @APIResponse(
            responseCode = "200",
            description = "The same was published before with this Idempotency-Key; these are its ids.",
            ref = "PublishedBefore")
    @APIResponse(responseCode = "201", ref = "PublishedByAdministrator")
    @APIResponse(responseCode = "202", ref = "Delivered")
    @APIResponse(responseCode = "400", ref = "PublishInvalid")
    @APIResponse(responseCode = "413", ref = "BodyOrEventTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "422", ref = "KeyReused")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response publish(
            @Parameter(
                            description = "The channel; its slashes are not escaped.",
                            schema = @Schema(ref = "ChannelName"),
                            example = "demo")
                    @PathParam("channel")
                    String channel,
            @Context UriInfo uri,
            @Context HttpServletRequest request)
            throws IOException {
        AdminQuery.of(uri);
        IdempotencyKey key = idempotencyKey(request);
        RequestBody body = RequestBody.read(request, hub.settings().publish().maxEventBytes(), Problem.EVENT_TOO_LARGE);
        Event event = Publication.event(names.channel(channel), body, request::getHeader, clock.instant());
        Act act = Act.of(request, "publish").with("channel", channel);
        Appended appended = audit.keep(act, findings -> {
            Appended done = Waits.join(hub.publish(new Append(List.of(event), key)));
            done.ids().forEach(id -> findings.put("id", id.toString()));
            return done;
        });
        if (appended.ids().isEmpty()) {
            return Answers.answer(
                    Response.Status.ACCEPTED, Json.createObjectBuilder().addNull("id"));
        }
        EventId id = appended.ids().get(0);
        return Answers.answer(
                appended.repeated() ? Response.Status.OK : Response.Status.CREATED,
                Json.createObjectBuilder().add("id", id.toString()));
    }

    /** The same key as at {@code /api/events}: it is the same caller. */
    private static @Nullable IdempotencyKey idempotencyKey(HttpServletRequest request) {
        String value = request.getHeader("Idempotency-Key");
        return value == null ? null : new IdempotencyKey(Caller.of(request).subject(), value);
    }

    private JsonObjectBuilder document(ChannelTraffic channel) {
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("channel", channel.channel().value())
                .add("published", channel.events())
                .add("perSecond", channel.perSecond());
        // One look into an index.
        return log
                .readBefore(Long.MAX_VALUE, SelectorSet.of(channel.channel().value()), new PageLimit(1, 1))
                .entries()
                .stream()
                .findFirst()
                .map(newest -> document.add("last", newest.id().toString()))
                .orElseGet(() -> document.addNull("last"));
    }
}
