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

/** {@code POST /api/tickets}: a value for the URL of one stream. */
@Path("tickets")
@Dependent
public class TicketResource {

    private final Tickets tickets;

    @Inject
    public TicketResource(Tickets tickets) {
        this.tickets = tickets;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response issue(@Context HttpServletRequest request) {
        Caller caller = Caller.of(request);
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
