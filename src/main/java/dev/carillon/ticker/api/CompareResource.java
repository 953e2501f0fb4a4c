package dev.carillon.ticker.api;

import dev.carillon.ticker.compare.Comparing;
import dev.carillon.ticker.compare.Figures;
import dev.carillon.ticker.compare.Technique;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/ticker/compare}: what the three ways to read quotes cost, counted for one session. */
@Path("ticker/compare")
@Dependent
@TickerApi
public class CompareResource {

    /** Kept, because looking for the implementation costs more than writing a document. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private final Comparing comparing;

    @Inject
    public CompareResource(Comparing comparing) {
        this.comparing = comparing;
    }

    @POST
    @Operation(
            summary = "Begin a session that compares",
            description =
                    "Reads of quotes with compare=<id> are counted for it. Ends ten minutes after it was used last; "
                            + "there are 1,000 at most, and the one that was used least lately makes room.")
    @APIResponse(responseCode = "201", description = "The session.", ref = "TickerComparisonBegun")
    public Response begin() {
        return answer(
                Response.status(Response.Status.CREATED),
                JSON.createObjectBuilder().add("id", comparing.begin()));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "What a session has counted",
            description =
                    "Bytes of heads and bodies as HTTP/1.1 has them. changes and meanAgeMillis are those of the first 64 "
                            + "symbols that the reader was sent.")
    @APIResponse(responseCode = "200", description = "The counts.", ref = "TickerComparison")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response figures(
            @Parameter(description = "The session.", schema = @Schema(type = SchemaType.STRING)) @PathParam("id")
                    String id) {
        JsonObjectBuilder techniques = JSON.createObjectBuilder();
        for (Map.Entry<Technique, Figures> each : comparing.use(id).figures().entrySet()) {
            techniques.add(each.getKey().label(), document(each.getValue()));
        }
        return answer(Response.ok(), JSON.createObjectBuilder().add("id", id).add("techniques", techniques));
    }

    private static JsonObjectBuilder document(Figures figures) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("requests", figures.requests())
                .add("bytesIn", figures.bytesIn())
                .add("bytesOut", figures.bytesOut())
                .add("changes", figures.changes());
        Double age = figures.meanAgeMillis();
        return age == null ? json.addNull("meanAgeMillis") : json.add("meanAgeMillis", age);
    }

    private static Response answer(Response.ResponseBuilder response, JsonObjectBuilder document) {
        return response.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(document.build().toString())
                .build();
    }
}
