package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.api.admin.BadRequest;
import dev.carillon.event.Payload;
import dev.carillon.hub.ConnectionFilter;
import dev.carillon.hub.Hub;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/broadcast}: tells every open stream something, whatever it listens to. */
@Path("admin/broadcast")
@Dependent
@Administration
public class BroadcastResource {

    private final Hub hub;
    private final AuditTrail audit;
    private final InstantSource clock;

    @Inject
    public BroadcastResource(Hub hub, AuditTrail audit, InstantSource clock) {
        this.hub = hub;
        this.audit = audit;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Tell open streams something",
            description =
                    "Whatever they listen to. It is not kept; readers of envelopes see it in the channel ~broadcast.")
    @RequestBody(ref = "Broadcast")
    @APIResponse(responseCode = "200", description = "The streams are told.", ref = "Told")
    @APIResponse(responseCode = "400", ref = "BadBodyOrSelection")
    @APIResponse(responseCode = "413", ref = "BodyOrEventTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "BodiesWaiting")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response broadcast(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        AdminBody body =
                AdminBody.readWithEvent(request, hub.settings().publish().maxEventBytes(), "type", "data", "filter");
        Payload payload = payload(body);
        String type = body.text("type").orElse(null);
        AdminBody filter =
                body.object("filter", "channel", "subject", "address", "lag").orElseGet(() -> AdminBody.parse(""));
        ConnectionFilter chosen = ConnectionQuery.filter(filter);
        Act act = Act.of(request, "broadcast")
                .with("type", type == null ? "" : type)
                .with("bytes", payload.sizeInBytes())
                .with("filter", filter.toString());
        int told = audit.keep(act, Waits.counting("told", () -> hub.broadcast(type, payload, clock.instant(), chosen)));
        return Answers.ok(Json.createObjectBuilder().add("told", told));
    }

    /** As that of an event. */
    private static Payload payload(AdminBody body) {
        JsonValue data = body.value("data")
                .orElseThrow(() -> BadRequest.of(
                        "A broadcast is {\"data\":…} and may have \"type\" and \"filter\".",
                        "There is no \"data\".",
                        "Say something."));
        return data instanceof JsonString text ? Payload.text(text.getString()) : Payload.json(data.toString());
    }
}
