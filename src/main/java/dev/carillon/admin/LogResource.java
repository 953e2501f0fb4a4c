package dev.carillon.admin;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/admin/log}: what the log holds, and copies of it. */
@Path("admin/log")
@Dependent
@LoopbackOnly
@Tag(name = "administration")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
public class LogResource {

    private static final System.Logger LOGGER = System.getLogger(LogResource.class.getName());

    private final EventLog log;

    @Inject
    public LogResource(EventLog log) {
        this.log = log;
    }

    @GET
    @Operation(summary = "What the log holds")
    @APIResponse(responseCode = "200", description = "It.", content = @Content(schema = @Schema(ref = "LogStatus")))
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @Produces(MediaType.APPLICATION_JSON)
    public Response status() {
        return Response.ok(document(log.status()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Answers when the copy is complete; it stays where it is until somebody moves it away. */
    @POST
    @Operation(summary = "Copy the log", description = "Answered when the copy is complete.")
    @APIResponse(
            responseCode = "201",
            description = "Where the copy is.",
            content = @Content(schema = @Schema(ref = "LogBackup")))
    @APIResponse(responseCode = "409", ref = "NothingToBackUp")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @Path("backup")
    @Produces(MediaType.APPLICATION_JSON)
    public Response backUp() {
        try {
            java.nio.file.Path copy = log.backUp()
                    .orElseThrow(() -> new InvalidRequestException(
                            Problem.NOTHING_TO_BACK_UP,
                            "A log in a file can be copied.",
                            "This hub keeps its log in memory.",
                            "Set carillon.log=sqlite."));
            LOGGER.log(System.Logger.Level.INFO, "the log was copied to {0}", copy);
            String answer = Json.createObjectBuilder()
                    .add("file", copy.toString())
                    .add("bytes", Files.size(copy))
                    .build()
                    .toString();
            return Response.status(Response.Status.CREATED).entity(answer).build();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the log could not be copied", e);
            throw new LogUnavailableException("The copy could not be written.", e);
        }
    }

    private static String document(LogStatus status) {
        JsonArrayBuilder retention = Json.createArrayBuilder();
        for (LogStatus.Kept kept : status.kept()) {
            retention.add(Json.createObjectBuilder()
                    .add("rule", kept.rule().toString())
                    .add("entries", kept.entries())
                    .add("bytes", kept.bytes()));
        }
        return Json.createObjectBuilder()
                .add("kind", status.kind())
                .add("epoch", status.head().epoch())
                .add("head", status.head().toString())
                .add("oldest", status.oldest().toString())
                .add("entries", status.entries())
                .add("bytes", status.bytes())
                .add("fileBytes", status.fileBytes())
                .add("retention", retention)
                .build()
                .toString();
    }
}
