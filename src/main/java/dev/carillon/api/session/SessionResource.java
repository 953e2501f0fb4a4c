package dev.carillon.api.session;

import dev.carillon.api.JsonBody;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.BearerToken;
import dev.carillon.security.Caller;
import dev.carillon.security.Sessions;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/session}: exchanges a token for a cookie that the browser keeps, and tells who is signed in. */
@Path("session")
@Dependent
@Tag(name = "session")
public class SessionResource {

    private static final String TOKEN = "token";
    private static final String CODE = "code";

    private final Sessions sessions;
    private final AuditTrail audit;

    @Inject
    public SessionResource(Sessions sessions, AuditTrail audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Who calls, and what he may do. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who you are")
    @APIResponse(
            responseCode = "200",
            description = "Who you are and what you may do; also for those who are not signed in.",
            ref = "Session")
    @APIResponse(responseCode = "400", ref = "TokenInUrl")
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    public Response session(@Context HttpServletRequest request) {
        return answer(describe(Caller.of(request)));
    }

    /** Signs in with a token, or with the code of the first administrator; or shows a newer token, for open streams to go on. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sign in",
            description =
                    "Keeps a token in an HttpOnly cookie, so that EventSource and pages are known without seeing it. Streams that are open under the same subject go on with the new token.")
    @RequestBody(ref = "SignIn")
    @APIResponse(responseCode = "200", description = "Signed in; the cookie is set.", ref = "SignedIn")
    @APIResponse(responseCode = "400", ref = "BadRequest")
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response signIn(String body, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        JsonBody json = JsonBody.of(body, Set.of(TOKEN, CODE));
        Optional<String> code = json.text(CODE);
        Optional<String> token = BearerToken.of(request).or(() -> json.text(TOKEN));
        if (code.isPresent() == token.isPresent()) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A session begins with a token or with a sign-in code.",
                    code.isPresent() ? "The request has both." : "The request has neither.",
                    "Send Authorization: Bearer, or {\"token\":\"…\"}, or {\"code\":\"…\"}.");
        }
        Sessions.Session session = code.isPresent()
                ? sessions.signInWithCode(
                        code.get(),
                        request,
                        response,
                        caller -> audit.note(Act.of(request, "sign-in").by(caller)))
                : sessions.signIn(token.orElseThrow(), request, response);
        return answer(describe(session.caller()).add("renewedStreams", session.renewedStreams()));
    }

    /** Has the browser forget its token, and ends the streams that it has opened with it. */
    @DELETE
    @Operation(summary = "Sign out", description = "Takes the cookie away and closes the streams of the session.")
    @APIResponse(responseCode = "204", ref = "SignedOut")
    @APIResponse(responseCode = "400", ref = "TokenInUrl")
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    public Response signOut(@Context HttpServletRequest request, @Context HttpServletResponse response) {
        sessions.signOut(Caller.of(request), request, response);
        return Response.noContent().build();
    }

    private static JsonObjectBuilder describe(Caller caller) {
        JsonObjectBuilder grants = Json.createObjectBuilder()
                .add("publish", array(caller.grants().publishNames()))
                .add("subscribe", array(caller.grants().subscribeNames()))
                .add("admin", caller.grants().admin());
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (caller.isAnonymous()) {
            json.addNull("subject").addNull("name");
        } else {
            json.add("subject", caller.subject()).add("name", caller.name());
        }
        if (caller.expiresAt() == null) {
            json.addNull("expiresAt");
        } else {
            json.add("expiresAt", caller.expiresAt().toString());
        }
        return json.add("grants", grants);
    }

    private static JsonArrayBuilder array(List<String> texts) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }

    static Response answer(JsonObjectBuilder json) {
        return Response.ok(json.build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
