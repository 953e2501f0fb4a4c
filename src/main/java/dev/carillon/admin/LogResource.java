package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.AdminQuery;
import dev.carillon.api.admin.Administration;
import dev.carillon.api.admin.Answers;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStatus;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import dev.carillon.security.audit.Findings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/admin/log}: what the log holds, copies of it, and what is removed before its time. */
@Path("admin/log")
@Dependent
@Administration
public class LogResource {

    private static final System.Logger LOGGER = System.getLogger(LogResource.class.getName());

    private final EventLog log;
    private final AuditTrail audit;
    private final AdminLimits limits;

    @Inject
    public LogResource(EventLog log, AuditTrail audit, AdminLimits limits) {
        this.log = log;
        this.audit = audit;
        this.limits = limits;
    }

    @GET
    @Operation(summary = "What the log holds")
    @APIResponse(responseCode = "200", description = "What the log holds.", ref = "LogStatus")
    @APIResponse(responseCode = "400", ref = "BadQuery")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response status(@Context UriInfo uri) {
        AdminQuery.of(uri);
        return Answers.ok(document(log.status()));
    }

    /** Answers when the copy is complete. */
    @POST
    @Path("backup")
    @Operation(summary = "Copy the log", description = "Answered when the copy is complete.")
    @APIResponse(responseCode = "201", ref = "LogBackup")
    @APIResponse(responseCode = "400", ref = "BadBody")
    @APIResponse(responseCode = "409", ref = "NothingToBackUp")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "BodiesWaiting")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response backUp(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        AdminBody.read(request);
        return Answers.created(audit.keep(Act.of(request, "back-up-log"), this::backUp));
    }

    private JsonObjectBuilder backUp(Findings findings) {
        try {
            java.nio.file.Path copy = log.backUp(limits.backups())
                    .orElseThrow(() -> new InvalidRequestException(
                            Problem.NOTHING_TO_BACK_UP,
                            "A log in a file can be copied.",
                            "This hub keeps its log in memory.",
                            "Set carillon.log=sqlite."));
            long bytes = Files.size(copy);
            findings.put("file", copy.getFileName().toString());
            findings.put("bytes", bytes);
            return Json.createObjectBuilder().add("file", copy.toString()).add("bytes", bytes);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the log could not be copied", e);
            throw new LogUnavailableException("The copy could not be written.", e);
        }
    }

    /** Answers when everything is removed. */
    @POST
    @Path("trim")
    @Operation(
            summary = "Remove events before their time",
            description = "Answered when they are removed. Readers who miss them are told of a gap.")
    @RequestBody(ref = "Trim")
    @APIResponse(responseCode = "200", description = "It is removed.", ref = "Trimmed")
    @APIResponse(responseCode = "400", ref = "BadTrim")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "BodiesWaiting")
    @APIResponse(responseCode = "503", ref = "LogUnavailable")
    public Response trim(@Context UriInfo uri, @Context HttpServletRequest request) {
        AdminQuery.of(uri);
        TrimRequest trim = TrimRequest.of(AdminBody.read(request, "channel", "before", "keep"));
        long through = trim.through(log);
        Act act = Act.of(request, "trim-log")
                .with("channel", trim.channel().value())
                .with("through", log.head().at(Math.max(0, through)).toString());
        long removed = audit.keep(act, Waits.counting("removed", () -> log.trim(trim.channels(), through)));
        return Answers.ok(Json.createObjectBuilder().add("removed", removed));
    }

    private static JsonObjectBuilder document(LogStatus status) {
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
                .add("retention", retention);
    }
}
