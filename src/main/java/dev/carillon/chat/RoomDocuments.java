package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.archive.Activity;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.ReportDirectory;
import dev.carillon.event.EventId;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Set;
import java.util.function.Function;

/**
 * How a room looks to somebody, and the picture of it that he gets when he joins.
 *
 * <p>Threading: any thread that may wait for the disk.
 */
@Service
public class RoomDocuments {

    private static final int MAX_UNREAD = 100;
    private static final JsonProvider JSON = JsonProvider.provider();

    private final ChatLog log;
    private final MessageArchive archive;
    private final History history;
    private final Gatekeeper gatekeeper;
    private final Roster roster;
    private final Members members;
    private final ReportDirectory reports;

    @Inject
    public RoomDocuments(
            ChatLog log,
            MessageArchive archive,
            History history,
            Gatekeeper gatekeeper,
            Roster roster,
            Members members,
            ReportDirectory reports) {
        this.log = log;
        this.archive = archive;
        this.history = history;
        this.gatekeeper = gatekeeper;
        this.roster = roster;
        this.members = members;
        this.reports = reports;
    }

    /** With what concerns whoever looks: his role, his rights, what he has not read, and the open reports if he may see them. */
    public JsonObjectBuilder document(Actor actor, Room room) {
        String id = room.id().value();
        Person person = actor.person();
        Set<Right> held = gatekeeper.rights(actor, room);
        JsonArrayBuilder rights = JSON.createArrayBuilder();
        held.forEach(right -> rights.add(right.label()));
        JsonObjectBuilder json = ChatJson.room(room).add("online", roster.online(room.id()));
        Activity activity =
                archive.activity(id, person == null ? null : person.id().value(), MAX_UNREAD);
        ChatJson.time(json, "lastActivity", activity.last());
        json.add("unread", activity.unread())
                .add("role", gatekeeper.role(actor, room).label())
                .add("rights", rights);
        return held.contains(Right.SEE_REPORTS) ? json.add("reports", reports.count(room.id())) : json;
    }

    /** What somebody sees who joins, at one place in the log. */
    public record Picture(EventId at, String document) {}

    private record Shown(EventId at, JsonObjectBuilder frame, History.Picture newest) {}

    /** The room as it is now. */
    public Picture picture(Actor actor, RoomId id) {
        // Within, and not before: who came, and what was changed, between a look and this place would be missing for
        // good.
        Shown shown = log.consistently(
                applied -> new Shown(log.at(applied), frame(actor, require(actor, id)), history.newest(id)));
        // Out of the lock: nothing is applied while somebody holds it, and a crowd that joins has many of these written
        // at a time.
        JsonObjectBuilder json = shown.frame.add("messages", shown.newest.messages());
        ChatJson.text(json, "earlier", shown.newest.earlier());
        return new Picture(shown.at, json.add("resumed", false).build().toString());
    }

    /** For somebody who goes on after an event: he has the messages already. */
    public Picture resumed(Actor actor, Room room, EventId after) {
        JsonObjectBuilder json = frame(actor, room)
                .add("messages", JSON.createArrayBuilder())
                .addNull("earlier")
                .add("resumed", true);
        return new Picture(after, json.build().toString());
    }

    private JsonObjectBuilder frame(Actor actor, Room room) {
        Person person = actor.person();
        JsonObjectBuilder json = ChatJson.object().add("room", document(actor, room));
        if (person == null) {
            json.addNull("you");
        } else {
            json.add("you", ChatJson.person(person));
        }
        return json.add(
                        "members",
                        array(roster.present(room.id(), Roster.MAX_NAMED), one -> members.document(room.id(), one)))
                .add("online", roster.online(room.id()));
    }

    /** A list of documents. */
    public static <T> JsonArrayBuilder array(Iterable<T> items, Function<T, JsonObjectBuilder> document) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        items.forEach(item -> array.add(document.apply(item)));
        return array;
    }

    /** Whether anything of a room may be shown to somebody at all. */
    public boolean isVisible(Actor actor, Room room) {
        return gatekeeper.rights(actor, room).contains(Right.READ);
    }

    /** The room, if somebody may read it. */
    public Room require(Actor actor, RoomId id) {
        return gatekeeper.require(actor, id, Right.READ);
    }
}
