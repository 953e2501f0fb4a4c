package dev.carillon.it.chat;

import static dev.carillon.it.client.ChatClient.object;

import dev.carillon.it.access.RightsTable.Role;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.HubClient;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A room of one kind with somebody of each role, who all have said something in it, and a visitor whom one can act upon. */
public final class RoomCast {

    private final String room;
    private final Map<Role, ChatClient> people = new EnumMap<>(Role.class);
    private final ChatClient other;

    /** One's own, to be edited and to be deleted; and the other one's. */
    private record Said(String edited, String deleted, String others) {}

    private final Map<Role, Said> said = new EnumMap<>(Role.class);

    /** {@code kind} as the table of rights has it. */
    public RoomCast(HubClient hub, String kind) throws IOException, InterruptedException {
        String name = UUID.randomUUID().toString().substring(0, 8);
        for (Role role : Role.values()) {
            people.put(role, ChatClient.signedIn(hub, role.name().toLowerCase(Locale.ROOT) + "-" + name));
        }
        other = ChatClient.signedIn(hub, "other-" + name);
        room = kind.equals("direct") ? makeDirect() : make("rights-" + name, kind);
    }

    /** Everybody speaks while everybody may; then it becomes what it is to be. */
    private String make(String id, String kind) throws IOException, InterruptedException {
        ChatClient owner = of(Role.OWNER);
        owner.makeRoom(id, "public");
        for (Role role : Role.values()) {
            speak(role, id, of(role));
        }
        setRole(id, Role.MEMBER);
        setRole(id, Role.MODERATOR);
        if (kind.equals("archived")) {
            owner.done("PATCH", "rooms/" + id, object("archived", true));
        } else {
            owner.done("PATCH", "rooms/" + id, object("kind", kind));
        }
        return id;
    }

    private void setRole(String id, Role role) throws IOException, InterruptedException {
        String label = role.name().toLowerCase(Locale.ROOT);
        of(Role.OWNER).done("PUT", "rooms/" + id + "/members/" + of(role).id(), object("role", label));
    }

    /** Of two people, who are members both. */
    private String makeDirect() throws IOException, InterruptedException {
        other.say("lobby", "I am here");
        String id = of(Role.MEMBER).done("PUT", "direct/" + other.id(), null).getString("id");
        speak(Role.MEMBER, id, of(Role.MEMBER));
        said.put(Role.VISITOR, said.get(Role.MEMBER));
        return id;
    }

    private void speak(Role role, String id, ChatClient person) throws IOException, InterruptedException {
        said.put(role, new Said(person.say(id, "mine"), person.say(id, "mine too"), other.say(id, "another's")));
    }

    public String room() {
        return room;
    }

    public ChatClient of(Role role) {
        ChatClient person = people.get(role);
        if (person == null) {
            throw new IllegalArgumentException("nobody is " + role);
        }
        return person;
    }

    public ChatClient other() {
        return other;
    }

    /** What comes of it when somebody does what takes a right. */
    public String attempt(Role role, String right) throws IOException, InterruptedException {
        return attempt(of(role), role, right);
    }

    /** The same as another person, on what somebody of that role has said. */
    public String attempt(ChatClient person, Role role, String right) throws IOException, InterruptedException {
        Said mine = said.get(role);
        if (mine == null) {
            throw new IllegalArgumentException(role + " has said nothing");
        }
        String path = "rooms/" + room;
        String messages = path + "/messages/";
        String member = path + "/members/" + other.id();
        var response = switch (right) {
            case "read" -> person.ask("GET", path + "/messages", null);
            case "send" -> person.ask("POST", path + "/messages", object("text", "hello"));
            case "edit-own" -> person.ask("PATCH", messages + mine.edited, object("text", "changed"));
            case "delete-own" -> person.ask("DELETE", messages + mine.deleted, null);
            case "react" -> person.ask("PUT", messages + mine.edited + "/reactions/%F0%9F%91%8D", null);
            case "type" -> person.ask("POST", path + "/typing", null);
            case "report" -> person.ask("POST", messages + mine.edited + "/report", object("reason", "rude"));
            case "delete-any" -> person.ask("DELETE", messages + mine.others + "?reason=rude", null);
            case "see-edits" -> person.ask("GET", messages + anothers() + "/edits", null);
            case "see-reports" -> person.ask("GET", path + "/reports", null);
            case "invite" -> person.ask("PUT", member, object("role", "member"));
            case "mute" -> person.ask("PUT", member + "/mute", object("seconds", 1));
            case "kick" -> person.ask("POST", member + "/kick", object("seconds", 1));
            case "ban" -> person.ask("PUT", member + "/ban", object("seconds", 1));
            case "set-topic" -> person.ask("PATCH", path, object("topic", "about " + person.id()));
            case "set-room" -> person.ask("PATCH", path, object("name", "by " + person.id()));
            case "set-role" -> person.ask("PUT", member, object("role", "moderator"));
            case "archive" -> person.ask("PATCH", path, object("archived", false));
            case "delete-room" -> person.ask("DELETE", path, null);
            case "export" -> person.ask("GET", path + "/export", null);
            default -> throw new IllegalArgumentException("nothing takes the right " + right);
        };
        return ChatClient.outcome(response);
    }

    /** Of the one who acts in no test: it is never deleted. */
    private String anothers() {
        Said owners = said.get(Role.OWNER);
        return owners == null ? said.values().iterator().next().others : owners.edited;
    }
}
