package dev.carillon.admin;

import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.api.admin.BadRequest;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.ConnectionFilter;
import dev.carillon.hub.ConnectionPage;
import dev.carillon.hub.ConnectionState;
import dev.carillon.hub.Hub;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/connections}: who listens to what, from where, and how far behind; and the end of it. */
@Path("admin/connections")
@Dependent
@Administration
public class ConnectionsResource {

    private final Hub hub;
    private final AuditTrail audit;
    private final InstantSource clock;

    @Inject
    public ConnectionsResource(Hub hub, AuditTrail audit, InstantSource clock) {
        this.hub = hub;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Who listens to what, from where, and how far behind")
    @Parameter(name = "channel", in = ParameterIn.QUERY, ref = "ListeningTo")
    @Parameter(name = "subject", in = ParameterIn.QUERY, ref = "OfSubject")
    @Parameter(name = "address", in = ParameterIn.QUERY, ref = "OfAddress")
    @Parameter(name = "lag", in = ParameterIn.QUERY, ref = "WithLag")
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "Limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "After")
    @APIResponse(
            responseCode = "200",
            description = "One page of connections, the oldest first.",
            ref = "ConnectionPage")
    @APIResponse(responseCode = "400", ref = "BadSelection")
    public Response connections(@Context UriInfo uri) {
        AdminQuery query = AdminQuery.of(uri, "channel", "subject", "address", "lag", "limit", "after");
        ConnectionPage page =
                Waits.join(hub.connections(ConnectionQuery.filter(query), query.number("after", 0), query.limit()));
        Optional<String> next = page.next().stream().mapToObj(Long::toString).findFirst();
        return Answers.page(page.connections(), this::document, next);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One connection")
    @APIResponse(responseCode = "200", description = "The connection.", ref = "Connection")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response connection(
            @Parameter(description = "As the list of connections tells it.") @PathParam("id") String id,
            @Context UriInfo uri) {
        AdminQuery.of(uri);
        OptionalLong number = ConnectionQuery.id(id);
        if (number.isEmpty()) {
            throw new NotFoundException();
        }
        ConnectionPage page = Waits.join(hub.connections(ConnectionFilter.withId(number.getAsLong()), 0, 1));
        return page.connections().stream()
                .findFirst()
                .map(connection -> Answers.ok(document(connection)))
                .orElseThrow(NotFoundException::new);
    }

    /** What is not there is closed already. */
    @DELETE
    @Path("{id}")
    @Operation(summary = "Close a connection", description = "What is not there is closed already.")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response close(
            @Parameter(description = "As the list of connections tells it.") @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        OptionalLong number = ConnectionQuery.id(id);
        if (number.isPresent()) {
            close(
                    Act.of(request, "close-connection").with("id", number.getAsLong()),
                    ConnectionFilter.withId(number.getAsLong()));
        }
        return Answers.done();
    }

    @DELETE
    @Operation(
            summary = "Close connections",
            description = "Those that channel, subject, address and lag choose together, or all=true.")
    @Parameter(name = "channel", in = ParameterIn.QUERY, ref = "ListeningTo")
    @Parameter(name = "subject", in = ParameterIn.QUERY, ref = "OfSubject")
    @Parameter(name = "address", in = ParameterIn.QUERY, ref = "OfAddress")
    @Parameter(name = "lag", in = ParameterIn.QUERY, ref = "WithLag")
    @Parameter(name = "all", in = ParameterIn.QUERY, ref = "AllConnections")
    @APIResponse(responseCode = "200", description = "Those that were chosen are told to end.", ref = "Closed")
    @APIResponse(responseCode = "400", ref = "BadSelection")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response closeAll(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery query = AdminQuery.of(uri, "channel", "subject", "address", "lag", "all");
        ConnectionFilter filter = ConnectionQuery.filter(query);
        boolean all = query.isTrue("all");
        if (all != filter.equals(ConnectionFilter.ALL)) {
            throw BadRequest.of(
                    "Which connections are closed is told by channel, subject, address and lag, or by all=true.",
                    all ? "The request has both." : "The request has none of them.",
                    "Send one or more filters, or all=true alone.");
        }
        int closed = close(ConnectionQuery.describe(Act.of(request, "close-connections"), query), filter);
        return Answers.ok(Json.createObjectBuilder().add("closed", closed));
    }

    private int close(Act act, ConnectionFilter filter) {
        return audit.keep(act, Waits.counting("closed", () -> hub.close(filter, CloseReason.CLOSED_BY_ADMIN)));
    }

    private JsonObjectBuilder document(ConnectionState connection) {
        Instant since = clock.instant().minus(connection.age());
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("id", Long.toString(connection.id()))
                .add("subject", connection.peer().subject())
                .add("address", connection.peer().address())
                .add("sink", connection.sink())
                .add("format", connection.format())
                .add("channels", Answers.array(connection.selectors()))
                .add("since", since.toString())
                .add("lag", connection.lag())
                .add("replaying", connection.replaying());
        Optional<Duration> blocked = connection.blocked();
        return blocked.isPresent()
                ? document.add("blockedMillis", blocked.get().toMillis())
                : document.addNull("blockedMillis");
    }
}
