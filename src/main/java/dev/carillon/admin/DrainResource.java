package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.api.admin.BadRequest;
import dev.carillon.api.admin.Times;
import dev.carillon.hub.DrainPlan;
import dev.carillon.hub.DrainState;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/drain}: lets connections go before the server is stopped, and takes that back. */
@Path("admin/drain")
@Dependent
@Administration
public class DrainResource {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Hub hub;
    private final AuditTrail audit;

    @Inject
    public DrainResource(Hub hub, AuditTrail audit) {
        this.hub = hub;
        this.audit = audit;
    }

    @GET
    @Operation(summary = "Whether the server drains")
    @APIResponse(
            responseCode = "200",
            description = "Whether the server drains, and how far it has come.",
            ref = "Drain")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    public Response state(@Context UriInfo uri) {
        AdminQuery.of(uri);
        return Answers.ok(document());
    }

    /** Answers at once; one that runs already goes on as it is. */
    @POST
    @Operation(
            summary = "Let connections go",
            description =
                    "Before the server is stopped. Answered at once; one that runs already goes on as it is. New streams are told to come back later.")
    @RequestBody(ref = "Drain")
    @APIResponse(responseCode = "202", ref = "Drain")
    @APIResponse(responseCode = "400", ref = "BadBody")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "BodiesWaiting")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response drain(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        DrainPlan plan = plan(AdminBody.read(request, "time"), hub.settings().drain());
        Act act = Act.of(request, "drain").with("time", plan.time().toString());
        audit.keep(act, () -> {
            var unused = hub.drain(plan);
        });
        return Answers.answer(Response.Status.ACCEPTED, document());
    }

    @DELETE
    @Operation(summary = "Take a drain back")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response resume(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        audit.keep(Act.of(request, "resume"), () -> hub.resume());
        return Answers.done();
    }

    /** A time that is asked for is the time it takes; the setting's minimal rate would make it shorter. */
    static DrainPlan plan(AdminBody body, DrainPlan settings) {
        Optional<Duration> time = body.text("time").map(text -> Times.duration("time", text));
        if (time.isEmpty()) {
            return settings;
        }
        if (time.get().compareTo(LONGEST) > 0) {
            throw BadRequest.of(
                    "A drain takes at most " + LONGEST + ".", "This one would take " + time.get() + ".", "Shorten it.");
        }
        return new DrainPlan(time.get(), 1, settings.retry());
    }

    private JsonObjectBuilder document() {
        JsonObjectBuilder document = Json.createObjectBuilder();
        Optional<DrainState> drain = hub.draining();
        document.add("draining", drain.isPresent());
        drain.ifPresent(state -> document.add("runningMillis", state.running().toMillis())
                .add("timeMillis", state.time().toMillis())
                .add("left", state.left()));
        return document;
    }
}
