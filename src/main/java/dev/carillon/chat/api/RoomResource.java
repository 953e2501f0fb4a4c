package dev.carillon.chat.api;

import dev.carillon.api.JsonBody;
import dev.carillon.api.Later;
import dev.carillon.chat.History;
import dev.carillon.chat.Reading;
import dev.carillon.chat.Reports;
import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.Rooms;
import dev.carillon.chat.Signals;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.Report;
import dev.carillon.chat.text.RoomTitle;
import dev.carillon.chat.text.Topic;
import dev.carillon.stream.NdjsonFormat;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/chat/rooms/{room}}: one room: looks at it, changes and removes it, searches and exports it; the small signals. */
@Path("chat/rooms/{room}")
@Dependent
@ChatApi
public class RoomResource {

    private final Rooms rooms;
    private final RoomDocuments documents;
    private final Reading reading;
    private final History history;
    private final Signals signals;
    private final Reports reports;
    private final Exports exports;
    private final Callers callers;

    @Inject
    public RoomResource(
            Rooms rooms,
            RoomDocuments documents,
            Reading reading,
            History history,
            Signals signals,
            Reports reports,
            Exports exports,
            Callers callers) {
        this.rooms = rooms;
        this.documents = documents;
        this.reading = reading;
        this.history = history;
        this.signals = signals;
        this.reports = reports;
        this.exports = exports;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "Look at a room")
    @APIResponse(responseCode = "200", description = "The room.", ref = "ChatRoom")
    public Response room(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId id, @Context HttpServletRequest request) {
        Actor actor = callers.of(request);
        return Answers.ok(documents.document(actor, documents.require(actor, id)));
    }

    @PATCH
    @Operation(summary = "Change a room")
    @RequestBody(ref = "ChatRoomChange")
    @APIResponse(responseCode = "200", description = "The room.", ref = "ChatRoom")
    public void change(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId id,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        JsonBody json = JsonBody.of(body, Set.of("name", "topic", "kind", "archived", "slowModeSeconds"));
        Actor actor = callers.of(request);
        Rooms.Change change = new Rooms.Change(
                json.text("name").map(RoomTitle::new).orElse(null),
                json.text("topic").map(Topic::new).orElse(null),
                json.text("kind").map(RoomKind::chosen).orElse(null),
                json.truth("archived").orElse(null),
                json.number("slowModeSeconds").map(Duration::ofSeconds).orElse(null));
        Later.answer(
                request,
                response,
                rooms.change(actor, id, change),
                room -> Answers.ok(documents.document(actor, room)));
    }

    @DELETE
    @Operation(summary = "Remove a room", description = "What was said in it goes too.")
    @APIResponse(responseCode = "204", ref = "Done")
    public void delete(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId id,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Later.answer(request, response, rooms.delete(callers.of(request), id), room -> Answers.nothing());
    }

    @GET
    @Path("search")
    @Operation(summary = "Search a room", description = "Messages with all of the words, the newest first.")
    @APIResponse(
            responseCode = "200",
            description = "One page of messages, the newest first.",
            ref = "ChatMessagesBackwards")
    public Response search(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(description = "Words; at most 10 count.", schema = @Schema(type = SchemaType.STRING))
                    @QueryParam("q")
                    @Nullable
                    String words,
            @Parameter(description = "Only what was said before this message.", schema = @Schema(ref = "MessageId"))
                    @QueryParam("before")
                    @Nullable
                    String before,
            @Parameter(ref = "ChatLimit") @QueryParam("limit") @Nullable String limit,
            @Context HttpServletRequest request) {
        long end = before == null || before.isEmpty()
                ? Long.MAX_VALUE
                : MessageId.parse(before).offset();
        Reading.Page page =
                reading.search(callers.of(request), room, words == null ? "" : words, end, PageQuery.count(limit));
        return Answers.page("messages", page.messages(), history::document, page.direction(), page.next());
    }

    @GET
    @Path("export")
    @Operation(summary = "All that was said in a room", description = "One message a line, the oldest first.")
    @APIResponse(responseCode = "200", description = "One message a line.", ref = "ChatExport")
    public Response export(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room, @Context HttpServletRequest request) {
        return Response.ok(exports.of(callers.of(request), room), NdjsonFormat.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + room + ".ndjson\"")
                .build();
    }

    @POST
    @Path("typing")
    @Operation(summary = "Tell that you are typing", description = "At most one each 3 s is told to the others.")
    @APIResponse(responseCode = "204", ref = "Done")
    public Response type(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room, @Context HttpServletRequest request) {
        signals.type(callers.of(request), room);
        return Answers.nothing();
    }

    @PUT
    @Path("read")
    @Operation(summary = "Tell how far you have read", description = "It never moves back.")
    @RequestBody(ref = "ChatRead")
    @APIResponse(responseCode = "204", ref = "Done")
    public void read(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        String message = JsonBody.of(body, Set.of("message")).text("message").orElse("");
        Later.answer(
                request,
                response,
                signals.read(callers.of(request), room, MessageId.parse(message)),
                done -> Answers.nothing());
    }

    @GET
    @Path("reports")
    @Operation(summary = "What was reported in a room")
    @APIResponse(responseCode = "200", description = "One page of reports.", ref = "ChatReportPage")
    public Response reports(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @BeanParam PageQuery query,
            @Context HttpServletRequest request) {
        Actor actor = callers.of(request);
        int limit = query.limit();
        List<Report> found = reports.reports(actor, room, query.after(), limit + 1);
        boolean more = found.size() > limit;
        List<Report> shown = more ? found.subList(0, limit) : found;
        return Answers.page(
                "reports",
                shown,
                report -> ChatJson.object()
                        .add("id", report.id())
                        .add("message", report.message())
                        .add("reporter", ChatJson.person(report.reporter()))
                        .add("reason", report.reason())
                        .add("time", report.time().toString()),
                "next",
                more ? shown.get(limit - 1).id() : null);
    }

    @DELETE
    @Path("reports/{report}")
    @Operation(summary = "Be done with a report")
    @APIResponse(responseCode = "204", ref = "Done")
    public void closeReport(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatReportId") @PathParam("report") String report,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Later.answer(request, response, reports.close(callers.of(request), room, report), done -> Answers.nothing());
    }
}
