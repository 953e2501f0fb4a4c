package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import dev.carillon.security.token.Grant;
import dev.carillon.security.token.IssuedToken;
import dev.carillon.security.token.Minted;
import dev.carillon.security.token.TokenMint;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/tokens}: makes tokens, lists them, and revokes them. A token itself is told once, when it is made. */
@Path("admin/tokens")
@Dependent
@Administration
public class TokensResource {

    private final TokenMint mint;
    private final AuditTrail audit;
    private final AdminLimits limits;

    @Inject
    public TokensResource(TokenMint mint, AuditTrail audit, AdminLimits limits) {
        this.mint = mint;
        this.audit = audit;
        this.limits = limits;
    }

    @POST
    @Operation(
            summary = "Mint a token",
            description = "The token is told this once. At most 10,000 that have not expired are kept.")
    @RequestBody(ref = "MintToken")
    @APIResponse(responseCode = "201", ref = "MintedToken")
    @APIResponse(responseCode = "400", ref = "BadBodyOrSelection")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "Busy")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response mint(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        AdminBody body = AdminBody.read(request, "name", "subject", "publish", "subscribe", "admin", "lifetime");
        Grant grant = TokenRequest.grant(body, limits.maxTokenLifetime());
        Act act = Act.of(request, "mint-token")
                .with("name", grant.name())
                .with("subject", grant.subject())
                .with("publish", Answers.names(grant.grants().publish().selectors()))
                .with("subscribe", Answers.names(grant.grants().subscribe().selectors()))
                .with("admin", grant.grants().admin())
                .with("lifetime", grant.lifetime().toString());
        Minted minted = audit.keep(act, findings -> {
            Minted done = mint.mint(grant);
            findings.put("id", done.id());
            return done;
        });
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("id", minted.id())
                .add("token", minted.token())
                .add("name", grant.name())
                .add("subject", grant.subject())
                .add("publish", Answers.array(grant.grants().publish().selectors()))
                .add("subscribe", Answers.array(grant.grants().subscribe().selectors()))
                .add("admin", grant.grants().admin())
                .add("expiresAt", minted.expiresAt().toString());
        return Answers.created(document);
    }

    @GET
    @Operation(summary = "The tokens that were minted here")
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "Limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "After")
    @APIResponse(
            responseCode = "200",
            description = "One page of tokens, in the order in which they were minted.",
            ref = "TokenPage")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    public Response tokens(@Context UriInfo uri) {
        AdminQuery query = AdminQuery.of(uri, "limit", "after");
        int limit = query.limit();
        List<IssuedToken> tokens = mint.list(query.after().orElse(null), limit);
        Optional<String> last = tokens.stream().reduce((one, later) -> later).map(IssuedToken::id);
        boolean more =
                tokens.size() == limit && !mint.list(last.orElse(null), 1).isEmpty();
        return Answers.page(tokens, TokensResource::document, more ? last : Optional.empty());
    }

    /** What was revoked stays revoked. Tokens of other issuers are revoked by their {@code jti}, which may have slashes. */
    @DELETE
    @Path("{id: .+}")
    @Operation(
            summary = "Revoke a token",
            description =
                    "Its streams end. Tokens of other issuers are revoked by their jti. What was revoked stays revoked.")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response revoke(
            @Parameter(description = "Its id.", schema = @Schema(ref = "Label")) @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        audit.keep(Act.of(request, "revoke-token").with("id", id), () -> mint.revoke(id));
        return Answers.done();
    }

    private static JsonObjectBuilder document(IssuedToken token) {
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("id", token.id())
                .add("name", token.name())
                .add("subject", token.subject())
                .add("publish", Answers.array(token.grants().publish().selectors()))
                .add("subscribe", Answers.array(token.grants().subscribe().selectors()))
                .add("admin", token.grants().admin())
                .add("issuedAt", token.issuedAt().toString())
                .add("expiresAt", token.expiresAt().toString());
        Instant revokedAt = token.revokedAt();
        return revokedAt == null ? document.addNull("revokedAt") : document.add("revokedAt", revokedAt.toString());
    }
}
