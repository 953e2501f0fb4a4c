package dev.carillon.api.session;

import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.security.Caller;
import dev.carillon.security.Tickets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /api/tickets}: a value for the URL of one stream. */
@Path("tickets")
@Dependent
@Tag(name = "session")
@SecurityRequirement(name = "bearer")
@SecurityRequirement(name = "cookie")
public class TicketResource {

    private final Tickets tickets;

    @Inject
    public TicketResource(Tickets tickets) {
        this.tickets = tickets;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A ticket for one stream",
            description =
                    "For an EventSource on another origin, which can send neither a header nor this site's cookie: the ticket goes into the query of one GET /api/events within 30 s. Tokens themselves are refused in URLs.")
    @APIResponse(responseCode = "201", ref = "Ticket")
    @APIResponse(responseCode = "400", ref = "TokenInUrl")
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response issue(@Context HttpServletRequest request) {
        Caller caller = Caller.byToken(request);
        if (caller.isAnonymous()) {
            throw new UnauthenticatedException(
                    Problem.UNAUTHENTICATED,
                    "A ticket stands for a caller who has said who he is.",
                    "The request does not.",
                    "Send a token in Authorization: Bearer; what is open to everybody needs no ticket.");
        }
        String json = Json.createObjectBuilder()
                .add("ticket", tickets.issue(caller))
                .add("expiresIn", Tickets.LIFETIME.toSeconds())
                .build()
                .toString();
        return Response.status(Response.Status.CREATED)
                .entity(json)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
