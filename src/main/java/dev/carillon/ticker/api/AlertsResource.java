package dev.carillon.ticker.api;

import dev.carillon.api.Later;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.ticker.AlertEvents;
import dev.carillon.ticker.Alerts;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Owner;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/ticker/alerts}: what people want to be told once. */
@Path("ticker/alerts")
@Dependent
@TickerApi
public class AlertsResource {

    /** Kept, because looking for the implementation costs more than writing a document. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private final Alerts alerts;
    private final Producers producers;

    @Inject
    public AlertsResource(Alerts alerts, Producers producers) {
        this.alerts = alerts;
        this.producers = producers;
    }

    @POST
    @Operation(
            summary = "Be told once when a price is crossed",
            description = "Needs a grant to read the symbol. There need not be a quote of it yet.")
    @RequestBody(ref = "TickerAlertWish")
    @APIResponse(responseCode = "201", description = "It is kept, and quotes set it off.", ref = "TickerAlert")
    @APIResponse(responseCode = "400", ref = "TickerAlertInvalid")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "409", ref = "TickerAlertsFull")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void create(String body, @Context HttpServletRequest request, @Suspended AsyncResponse response) {
        producers.request(request);
        Owner owner = AlertOwners.of(request);
        Alerts.Wish wish = AlertRequest.of(body);
        Access.requireSubscribe(
                Caller.of(request),
                SelectorSet.of(Set.of(Selector.of(wish.symbol().channel()))));
        Later.answer(request, response, alerts.create(owner, wish), AlertsResource::created);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Your alerts that have not gone off")
    @APIResponse(responseCode = "200", description = "All of them, oldest first.", ref = "TickerAlerts")
    public Response list(@Context HttpServletRequest request) {
        JsonArrayBuilder list = JSON.createArrayBuilder();
        alerts.of(AlertOwners.of(request)).forEach(alert -> list.add(AlertEvents.document(alert)));
        return answer(
                Response.ok(),
                JSON.createObjectBuilder().add("alerts", list).build().toString());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove an alert before it goes off")
    @APIResponse(responseCode = "204", description = "It is gone, and will not go off.")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(responseCode = "404", ref = "TickerNoAlert")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public void remove(
            @Parameter(description = "The alert.", schema = @Schema(type = SchemaType.STRING)) @PathParam("id")
                    String id,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Later.answer(
                request,
                response,
                alerts.remove(AlertOwners.of(request), id),
                gone -> Response.noContent().build());
    }

    private static Response created(Alert alert) {
        return answer(
                Response.status(Response.Status.CREATED),
                AlertEvents.document(alert).build().toString());
    }

    private static Response answer(Response.ResponseBuilder response, String json) {
        return response.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json)
                .build();
    }
}
