package dev.carillon.chat.api;

import dev.carillon.api.JsonBody;
import dev.carillon.api.Later;
import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.Rooms;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.chat.text.RoomTitle;
import dev.carillon.chat.text.Topic;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /api/chat/rooms}: which rooms there are; makes another one. */
@Path("chat/rooms")
@Dependent
@ChatApi
public class RoomsResource {

    static final String PATH = "/api/chat/rooms/";

    private final Rooms rooms;
    private final RoomDirectory directory;
    private final RoomDocuments documents;
    private final Callers callers;

    @Inject
    public RoomsResource(Rooms rooms, RoomDirectory directory, RoomDocuments documents, Callers callers) {
        this.rooms = rooms;
        this.directory = directory;
        this.documents = documents;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "The rooms that you can see")
    @APIResponse(responseCode = "200", description = "One page of rooms, by their ids.", ref = "ChatRoomPage")
    public Response rooms(@BeanParam PageQuery query, @Context HttpServletRequest request) {
        Actor actor = callers.of(request);
        int limit = query.limit();
        List<Room> page = new ArrayList<>();
        for (Room room : directory.roomsAfter(query.after())) {
            if (room.kind() != RoomKind.DIRECT && documents.isVisible(actor, room)) {
                page.add(room);
                if (page.size() > limit) {
                    break;
                }
            }
        }
        boolean more = page.size() > limit;
        List<Room> shown = more ? page.subList(0, limit) : page;
        String next = more ? shown.get(limit - 1).id().value() : null;
        return Answers.page("rooms", shown, room -> documents.document(actor, room), "next", next);
    }

    @POST
    @Operation(summary = "Make a room")
    @RequestBody(ref = "ChatNewRoom")
    @APIResponse(responseCode = "201", ref = "ChatRoom")
    @APIResponse(responseCode = "409", ref = "ChatRoomExists")
    public void create(String body, @Context HttpServletRequest request, @Suspended AsyncResponse response) {
        JsonBody json = JsonBody.of(body, Set.of("id", "name", "topic", "kind"));
        Actor actor = callers.of(request);
        RoomId id = json.text("id").map(RoomId::new).orElse(null);
        String name = json.text("name").orElseGet(() -> id == null ? "" : id.value());
        var created = rooms.create(
                actor,
                id,
                new RoomTitle(name),
                new Topic(json.text("topic").orElse("")),
                json.text("kind").map(RoomKind::chosen).orElse(RoomKind.PUBLIC));
        Later.answer(
                request, response, created, room -> Answers.created(PATH + room.id(), documents.document(actor, room)));
    }
}
