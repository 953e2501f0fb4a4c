package dev.carillon.chat.api;

import dev.carillon.api.JsonBody;
import dev.carillon.api.Later;
import dev.carillon.chat.Members;
import dev.carillon.chat.Moderation;
import dev.carillon.chat.RoomRoll;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/chat/rooms/{room}/members}: who is there, and what moderators do about it. */
@Path("chat/rooms/{room}")
@Dependent
@ChatApi
public class MembersResource {

    private final RoomRoll roll;
    private final Members members;
    private final Moderation moderation;
    private final Penalties penalties;
    private final Callers callers;

    @Inject
    public MembersResource(
            RoomRoll roll, Members members, Moderation moderation, Penalties penalties, Callers callers) {
        this.roll = roll;
        this.members = members;
        this.moderation = moderation;
        this.penalties = penalties;
        this.callers = callers;
    }

    @GET
    @Path("members")
    @Operation(summary = "Who has a role in a room, and who is there")
    @APIResponse(responseCode = "200", description = "One page of people, by their ids.", ref = "ChatMemberPage")
    public Response members(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(description = "Only who is there.") @QueryParam("online") boolean online,
            @BeanParam PageQuery query,
            @Context HttpServletRequest request) {
        RoomRoll.Page page = roll.members(callers.of(request), room, online, query.after(), query.limit());
        return Answers.page("members", page.standings(), members::document, "next", page.next());
    }

    @PUT
    @Path("members/{user}")
    @Operation(summary = "Give somebody a role", description = "Who had none is invited.")
    @RequestBody(ref = "ChatRole")
    @APIResponse(responseCode = "200", description = "The member, as he is now.", ref = "ChatMember")
    @APIResponse(responseCode = "409", ref = "ChatFull")
    public void setRole(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Role role = Role.chosen(JsonBody.of(body, Set.of("role")).text("role").orElse("member"));
        Later.answer(request, response, moderation.setRole(callers.of(request), room, user, role), this::member);
    }

    private Response member(Standing standing) {
        return Answers.ok(members.document(standing));
    }

    @DELETE
    @Path("members/{user}")
    @Operation(summary = "Take somebody's role", description = "Your own: you leave for good.")
    @APIResponse(responseCode = "204", ref = "Done")
    public void removeRole(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Later.answer(
                request, response, moderation.removeRole(callers.of(request), room, user), done -> Answers.nothing());
    }

    @POST
    @Path("members/{user}/kick")
    @Operation(
            summary = "Send somebody away",
            description = "His streams end, and he stays out for so long; without seconds for a minute.")
    @RequestBody(ref = "ChatPenalty")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "409", ref = "ChatFull")
    public void kick(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Actor actor = callers.of(request);
        Later.answer(
                request, response, moderation.kick(actor, room, user, penalties.kick(body)), done -> Answers.nothing());
    }

    @PUT
    @Path("members/{user}/ban")
    @Operation(summary = "Keep somebody out", description = "Without seconds for good.")
    @RequestBody(ref = "ChatPenalty")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "409", ref = "ChatFull")
    public void ban(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Actor actor = callers.of(request);
        Later.answer(
                request, response, moderation.ban(actor, room, user, penalties.of(body)), done -> Answers.nothing());
    }

    @DELETE
    @Path("members/{user}/ban")
    @Operation(summary = "Let somebody in again")
    @APIResponse(responseCode = "204", ref = "Done")
    public void unban(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Later.answer(request, response, moderation.unban(callers.of(request), room, user), done -> Answers.nothing());
    }

    @PUT
    @Path("members/{user}/mute")
    @Operation(summary = "Keep somebody from writing", description = "Without seconds for good.")
    @RequestBody(ref = "ChatPenalty")
    @APIResponse(responseCode = "204", ref = "Done")
    @APIResponse(responseCode = "409", ref = "ChatFull")
    public void mute(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            String body,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Actor actor = callers.of(request);
        Later.answer(
                request, response, moderation.mute(actor, room, user, penalties.of(body)), done -> Answers.nothing());
    }

    @DELETE
    @Path("members/{user}/mute")
    @Operation(summary = "Let somebody write again")
    @APIResponse(responseCode = "204", ref = "Done")
    public void unmute(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @Parameter(ref = "ChatUserId") @PathParam("user") UserId user,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Later.answer(request, response, moderation.unmute(callers.of(request), room, user), done -> Answers.nothing());
    }

    @GET
    @Path("bans")
    @Operation(summary = "Who is kept out of a room")
    @APIResponse(responseCode = "200", description = "One page of people, by their ids.", ref = "ChatBanPage")
    public Response bans(
            @Parameter(ref = "ChatRoomId") @PathParam("room") RoomId room,
            @BeanParam PageQuery query,
            @Context HttpServletRequest request) {
        RoomRoll.Page page = roll.bans(callers.of(request), room, query.after(), query.limit());
        return Answers.page("members", page.standings(), Penalties::banned, "next", page.next());
    }
}
