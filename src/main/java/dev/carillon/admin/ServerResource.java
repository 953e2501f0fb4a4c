package dev.carillon.admin;

import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubStats;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/server}: what runs here, since when, and how it stands. */
@Path("admin/server")
@Dependent
@Administration
public class ServerResource {

    private final ServerFacts facts;
    private final Hub hub;
    private final InstantSource clock;

    @Inject
    public ServerResource(ServerFacts facts, Hub hub, InstantSource clock) {
        this.facts = facts;
        this.hub = hub;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "What runs here, since when, and how it stands")
    @APIResponse(responseCode = "200", description = "What runs here.", ref = "Server")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    public Response server(@Context UriInfo uri) {
        AdminQuery.of(uri);
        Duration uptime = Duration.between(facts.startedAt(), clock.instant());
        JsonObjectBuilder connections = Json.createObjectBuilder();
        HubStats stats = hub.stats();
        new TreeMap<>(stats.bySink()).forEach(connections::add);
        connections.add("all", stats.connections().subscribers());
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("version", facts.version())
                .add("startedAt", facts.startedAt().toString())
                .add("uptimeSeconds", uptime.toSeconds())
                .add("container", facts.container())
                .add("java", facts.java())
                .add("head", hub.head().toString())
                .add("draining", hub.draining().isPresent())
                .add("connections", connections);
        return Answers.ok(document);
    }
}
