package dev.carillon.chat.api;

import dev.carillon.api.JsonBody;
import dev.carillon.api.Later;
import dev.carillon.chat.History;
import dev.carillon.chat.Messages;
import dev.carillon.chat.Reading;
import dev.carillon.chat.Reports;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.text.Emoji;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.Reason;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/chat/rooms/{room}/messages}: says something, and does something with what was said. */
@Path("chat/rooms/{room}/messages")
@Dependent
@ChatApi
public class MessagesResource {

    private final Messages messages;
    private final Reading reading;
    private final History history;
    private final Reports reports;
    private final Callers callers;

    @Inject
    public MessagesResource(Messages messages, Reading reading, History history, Reports reports, Callers callers) {
        this.messages = messages;
        this.reading = reading;
        this.history = history;
        this.reports = reports;
        this.callers = callers;
    }

    @POST
    @Operation(
            summary = "Say something",
            description = "The same clientId sent again within 24 hours gives the same id.")
    @RequestBody(ref = "ChatNewMessage")
    @APIResponse(responseCode = "201", ref = "ChatSent")
    @APIResponse(responseCode = "422", ref = "ChatRefused")
    public void send(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Actor actor = callers.of(request);
        Later.answer(
                request,
                response,
                messages.send(actor, room, draft(request.getContentType(), body)),
                sent -> Answers.created(
                        RoomsResource.PATH + room + "/messages/" + sent.id(),
                        ChatJson.object().add("id", sent.id().toString()).add("repeated", sent.repeated())));
    }

    /** What is no JSON is the text itself. */
    private static Messages.Draft draft(String contentType, String body) {
        boolean isJson =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON);
        if (!isJson) {
            return new Messages.Draft(new MessageText(body), null, null);
        }
        JsonBody json = JsonBody.of(body, Set.of("text", "replyTo", "clientId"));
        return new Messages.Draft(
                new MessageText(json.text("text").orElse("")),
                json.text("replyTo").orElse(null),
                json.text("clientId").orElse(null));
    }

    @GET
    @Operation(
            summary = "A page of messages",
            description = "Before a message backwards, else onwards; always the oldest first.")
    @APIResponse(
            responseCode = "200",
            description = "One page of messages, the oldest first; earlier if it was paged backwards, else later.",
            ref = "ChatMessagePage")
    public Response page(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @BeanParam MessageQuery query,
            @Context HttpServletRequest request) {
        Reading.Page page = reading.page(callers.of(request), room, query.place(), query.limit());
        return Answers.page("messages", page.messages(), history::document, page.direction(), page.next());
    }

    @GET
    @Path("{message}")
    @Operation(summary = "Look at a message")
    @APIResponse(responseCode = "200", description = "The message.", ref = "ChatMessage")
    public Response message(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            @Context HttpServletRequest request) {
        return Answers.ok(history.document(reading.message(callers.of(request), room, message.id())));
    }

    @PATCH
    @Path("{message}")
    @Operation(summary = "Change a message of your own")
    @RequestBody(ref = "ChatEdit")
    @APIResponse(responseCode = "200", description = "The message.", ref = "ChatMessage")
    @APIResponse(responseCode = "422", ref = "ChatRefused")
    public void edit(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        MessageText text =
                new MessageText(JsonBody.of(body, Set.of("text")).text("text").orElse(""));
        Later.answer(
                request,
                response,
                messages.edit(callers.of(request), room, message.id(), text),
                edited -> Answers.ok(history.document(edited)));
    }

    /** Payara answers 400 to a DELETE with a body, and proxies may drop it, so the reason may stand in the query as well. */
    @DELETE
    @Path("{message}")
    @Operation(summary = "Delete a message", description = "Your own, or any as a moderator.")
    @RequestBody(ref = "ChatReason")
    @APIResponse(responseCode = "204", ref = "Done")
    public void delete(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            @Parameter(description = "Why; as the body, for servers and proxies that let no DELETE have one.")
                    @QueryParam("reason")
                    @Nullable
                    String inQuery,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Optional<String> inBody = JsonBody.of(body, Set.of("reason")).text("reason");
        Reason reason = new Reason(inBody.orElse(inQuery == null ? "" : inQuery));
        Later.answer(
                request,
                response,
                messages.delete(callers.of(request), room, message.id(), reason),
                done -> Answers.nothing());
    }

    @GET
    @Path("{message}/edits")
    @Operation(summary = "What a message was before", description = "For its author and for moderators.")
    @APIResponse(responseCode = "200", description = "Its texts, the first one first.", ref = "ChatEdits")
    public Response edits(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            @Context HttpServletRequest request) {
        return Answers.page(
                "edits",
                reading.edits(callers.of(request), room, message.id()),
                edit -> ChatJson.object()
                        .add("text", edit.text())
                        .add("time", edit.time().toString())
                        .add("editor", History.user(edit.editor())),
                "next",
                null);
    }

    @PUT
    @Path("{message}/reactions/{emoji}")
    @Operation(summary = "React with an emoji")
    @APIResponse(responseCode = "204", ref = "Done")
    public void react(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            @Parameter(ref = "ChatEmoji") @PathParam("emoji") Emoji emoji,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        react(room, message, emoji, true, request, response);
    }

    @DELETE
    @Path("{message}/reactions/{emoji}")
    @Operation(summary = "Take a reaction back")
    @APIResponse(responseCode = "204", ref = "Done")
    public void unreact(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            @Parameter(ref = "ChatEmoji") @PathParam("emoji") Emoji emoji,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        react(room, message, emoji, false, request, response);
    }

    private void react(
            RoomId room,
            MessageId message,
            Emoji emoji,
            boolean added,
            HttpServletRequest request,
            AsyncResponse response) {
        Later.answer(
                request,
                response,
                messages.react(callers.of(request), room, message.id(), emoji, added),
                done -> Answers.nothing());
    }

    @POST
    @Path("{message}/report")
    @Operation(summary = "Report a message")
    @RequestBody(ref = "ChatReason")
    @APIResponse(responseCode = "201", ref = "ChatReported")
    @APIResponse(responseCode = "409", ref = "ChatFull")
    public void report(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatMessageId") @PathParam("message") MessageId message,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Reason reason =
                new Reason(JsonBody.of(body, Set.of("reason")).text("reason").orElse(""));
        Later.answer(
                request,
                response,
                reports.report(callers.of(request), room, message.id(), reason),
                report -> Answers.created(
                        RoomsResource.PATH + room + "/reports",
                        ChatJson.object().add("id", report.id())));
    }
}
