package dev.carillon.ticker.api;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.security.audit.Act;
import dev.carillon.ticker.feed.run.FeedKinds;
import dev.carillon.ticker.feed.run.Feeds;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/feeds}: what produces quotes, and steering it. What is changed is answered when it is on the disk. */
@Path("admin/feeds")
@Dependent
@Administration
public class FeedsResource {

    private final Feeds feeds;
    private final FeedKinds kinds;

    @Inject
    public FeedsResource(Feeds feeds, FeedKinds kinds) {
        this.feeds = feeds;
        this.kinds = kinds;
    }

    @GET
    @Operation(summary = "The feeds", description = "By their names, with what came of them since the server started.")
    @APIResponse(responseCode = "200", description = "The feeds, by their names.", ref = "FeedList")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    public Response feeds(@Context UriInfo uri) {
        AdminQuery.of(uri);
        return Answers.ok(FeedDocuments.list(feeds.all()));
    }

    @GET
    @Path("kinds")
    @Operation(summary = "The kinds of feeds", description = "And what their configurations may have.")
    @APIResponse(responseCode = "200", description = "The kinds, by their names.", ref = "FeedKinds")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    public Response kinds(@Context UriInfo uri) {
        AdminQuery.of(uri);
        return Answers.ok(FeedDocuments.kinds(kinds.all()));
    }

    @POST
    @Operation(
            summary = "Add a feed",
            description = "It runs unless it says otherwise. Its configuration is shown, and kept in the audit trail.")
    @RequestBody(ref = "NewFeed")
    @APIResponse(responseCode = "201", ref = "FeedAdded")
    @APIResponse(responseCode = "400", ref = "BadFeed")
    @APIResponse(responseCode = "409", ref = "FeedExists")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "BodiesWaiting")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response create(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        AdminBody body = AdminBody.read(request, "name", "kind", "running", "config");
        return Answers.created(
                FeedDocuments.feed(feeds.create(FeedRequest.definition(body), Act.of(request, "create-feed"))));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One feed")
    @APIResponse(responseCode = "200", description = "The feed as it is now.", ref = "Feed")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "404", ref = "NoSuchFeed")
    public Response feed(@Parameter(ref = "FeedName") @PathParam("name") String name, @Context UriInfo uri) {
        AdminQuery.of(uri);
        return Answers.ok(FeedDocuments.feed(feeds.get(name)));
    }

    @PATCH
    @Path("{name}")
    @Operation(
            summary = "Start, stop or change a feed",
            description = "With another configuration a feed that runs begins anew.")
    @RequestBody(ref = "FeedChange")
    @APIResponse(responseCode = "200", description = "The feed as it is now.", ref = "Feed")
    @APIResponse(responseCode = "400", ref = "BadFeed")
    @APIResponse(responseCode = "404", ref = "NoSuchFeed")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "BodiesWaiting")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response change(
            @Parameter(ref = "FeedName") @PathParam("name") String name,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        AdminBody body = AdminBody.read(request, "running", "config");
        return Answers.ok(
                FeedDocuments.feed(feeds.change(name, FeedRequest.change(body), Act.of(request, "change-feed"))));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Remove a feed", description = "Its quotes stay. One of the settings can only be stopped.")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "404", ref = "NoSuchFeed")
    @APIResponse(responseCode = "409", ref = "FeedFromSettings")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response delete(
            @Parameter(ref = "FeedName") @PathParam("name") String name,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        feeds.delete(name, Act.of(request, "delete-feed"));
        return Answers.done();
    }
}
