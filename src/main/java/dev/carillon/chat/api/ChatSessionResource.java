package dev.carillon.chat.api;

import dev.carillon.api.JsonBody;
import dev.carillon.api.Later;
import dev.carillon.chat.Gatekeeper;
import dev.carillon.chat.Guests;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.Guest;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/chat/session}: a nickname for somebody without a token. */
@Path("chat/session")
@Dependent
@ChatApi
public class ChatSessionResource {

    private final Guests guests;
    private final Gatekeeper gatekeeper;
    private final Callers callers;

    @Inject
    public ChatSessionResource(Guests guests, Gatekeeper gatekeeper, Callers callers) {
        this.guests = guests;
        this.gatekeeper = gatekeeper;
        this.callers = callers;
    }

    @POST
    @Operation(
            summary = "Choose a nickname",
            description = "Sets the cookie carillon-guest. Who has one already gets another name and stays who he is.")
    @RequestBody(ref = "ChatNickname")
    @APIResponse(responseCode = "201", ref = "ChatUser")
    @APIResponse(responseCode = "409", ref = "ChatNameTaken")
    public void choose(
            String body,
            @Context HttpServletRequest request,
            @Context HttpServletResponse cookies,
            @Suspended AsyncResponse response) {
        if (!Caller.of(request).isAnonymous()) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "Whoever shows a token has the name that stands in it.",
                    "The request has a token.",
                    "Leave the token out to be a guest.");
        }
        DisplayName nickname = new DisplayName(
                JsonBody.of(body, Set.of("nickname")).text("nickname").orElse(""));
        Guest before = callers.guest(request).orElse(null);
        Later.answer(request, response, guests.admit(nickname, before, request.getRemoteAddr()), admitted -> {
            Callers.GUEST.set(request, cookies, admitted.cookie(), Guests.LIFETIME);
            return Answers.created("/api/chat/session", ChatJson.person(admitted.person()));
        });
    }

    @GET
    @Operation(summary = "Who you are in the chat")
    @APIResponse(responseCode = "200", description = "Who you are in the chat.", ref = "ChatUser")
    public Response who(@Context HttpServletRequest request) {
        Actor actor = callers.of(request);
        return Answers.ok(ChatJson.person(gatekeeper.requirePerson(actor)));
    }

    @DELETE
    @Operation(summary = "Give a nickname back")
    @APIResponse(responseCode = "204", ref = "Done")
    public void leave(
            @Context HttpServletRequest request,
            @Context HttpServletResponse cookies,
            @Suspended AsyncResponse response) {
        Optional<Guest> guest = callers.guest(request);
        Callers.GUEST.clear(request, cookies);
        CompletionStage<?> gone =
                guest.<CompletionStage<?>>map(guests::leave).orElseGet(() -> CompletableFuture.completedStage(null));
        Later.answer(request, response, gone, done -> Answers.nothing());
    }
}
