package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static dev.carillon.it.client.ChatClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.access.RightsTable;
import dev.carillon.it.access.RightsTable.Cell;
import dev.carillon.it.access.RightsTable.Role;
import dev.carillon.it.chat.RoomCast;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what in which room, asked over HTTP: {@code chat/rights.txt} as the server sees it. */
interface ChatRightsScenarios extends ChatScenario {

    Set<String> WRITING = Set.of("send", "edit-own", "delete-own", "react", "type");
    String REFUSED = "403 not-allowed-in-room";
    String UNSEEN = "404 no-such-room";

    @ParameterizedTest
    @ValueSource(strings = {"public", "private", "read-only", "direct", "archived"})
    default void everybody_may_do_what_the_table_says_and_nothing_else(String kind) throws Exception {
        RoomCast cast = new RoomCast(hub(), kind);
        // Two people are members of a direct room, and it has no other roles.
        List<Role> roles = kind.equals("direct") ? List.of(Role.VISITOR, Role.MEMBER) : List.of(Role.values());
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();

        for (Role role : roles) {
            for (Cell cell : inOrder(kind)) {
                String who = role + " " + cell.right();
                expected.put(who, cell.allows(role) ? "2xx" : refusal(kind, role));
                actual.put(who, cast.attempt(role, cell.right()).replaceAll("^2[0-9]{2}$", "2xx"));
            }
        }

        assertThat(actual).containsExactlyEntriesOf(expected);
    }

    private static String refusal(String kind, Role role) {
        boolean unseen = role == Role.VISITOR && Set.of("private", "direct").contains(kind);
        return unseen ? UNSEEN : REFUSED;
    }

    /** What cannot be done after something else comes before it: the end of the archive, roles, and last the room's end. */
    private static List<Cell> inOrder(String kind) {
        List<String> last = List.of("invite", "set-role", "archive", "delete-room");
        List<Cell> cells = new ArrayList<>(RightsTable.cells().stream()
                .filter(cell -> cell.kind().equals(kind))
                .toList());
        cells.sort((one, other) -> last.indexOf(one.right()) - last.indexOf(other.right()));
        return cells;
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMBER", "MODERATOR"})
    default void who_is_muted_may_do_the_same_but_write(Role role) throws Exception {
        RoomCast cast = new RoomCast(hub(), "public");
        ChatClient muted = cast.of(role);
        cast.of(Role.OWNER)
                .done("PUT", "rooms/" + cast.room() + "/members/" + muted.id() + "/mute", object("reason", "too loud"));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();

        for (Cell cell : inOrder("public")) {
            String refusal = WRITING.contains(cell.right()) || !cell.allows(role) ? "403 muted" : "2xx";
            expected.put(cell.right(), refusal);
            actual.put(cell.right(), cast.attempt(role, cell.right()).replaceAll("^2[0-9]{2}$", "2xx"));
        }

        assertThat(actual).containsExactlyEntriesOf(expected);
        assertThat(muted.ask("POST", "rooms/" + cast.room() + "/messages", object("text", "let me"))
                        .body())
                .contains("too loud");
        cast.of(Role.OWNER).done("DELETE", "rooms/" + cast.room() + "/members/" + muted.id() + "/mute", null);
        assertThat(cast.attempt(role, "send")).isEqualTo("201");
    }

    @Test
    default void who_is_banned_may_do_nothing_until_he_is_let_in_again() throws Exception {
        RoomCast cast = new RoomCast(hub(), "public");
        ChatClient banned = cast.of(Role.MODERATOR);
        String ban = "rooms/" + cast.room() + "/members/" + banned.id() + "/ban";
        cast.of(Role.OWNER).done("PUT", ban, object("reason", "was rude"));
        List<String> rights = inOrder("public").stream().map(Cell::right).toList();

        List<String> outcomes = new ArrayList<>();
        for (String right : rights) {
            outcomes.add(cast.attempt(Role.MODERATOR, right));
        }

        assertThat(outcomes).hasSameSizeAs(rights).containsOnly("403 banned");
        assertThat(outcome(banned.ask("GET", "rooms/" + cast.room() + "/events", null)))
                .isEqualTo("403 banned");
        assertThat(banned.get("rooms?limit=200").toString()).doesNotContain(cast.room());
        cast.of(Role.OWNER).done("DELETE", ban, null);
        assertThat(cast.attempt(Role.MODERATOR, "send")).isEqualTo("201");
        assertThat(cast.attempt(Role.MODERATOR, "see-reports")).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "private", "read-only", "archived"})
    default void a_guest_is_a_visitor_of_rooms_and_makes_none(String kind) throws Exception {
        RoomCast cast = new RoomCast(hub(), kind);
        ChatClient guest = ChatClient.guest(hub(), newName("guest"));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();

        for (Cell cell : inOrder(kind)) {
            // What the visitor said is not his own.
            boolean own = cell.right().endsWith("-own");
            boolean allowed = cell.allows(Role.VISITOR) && !own;
            expected.put(cell.right(), allowed ? "2xx" : refusal(kind, Role.VISITOR));
            actual.put(
                    cell.right(),
                    cast.attempt(guest, Role.VISITOR, cell.right()).replaceAll("^2[0-9]{2}$", "2xx"));
        }

        assertThat(actual).containsExactlyEntriesOf(expected);
        assertThat(outcome(guest.ask("POST", "rooms", object("name", "Mine")))).isEqualTo(REFUSED);
        assertThat(outcome(guest.ask("PUT", "direct/" + cast.other().id(), null)))
                .isEqualTo(REFUSED);
    }

    @Test
    default void somebody_without_a_name_reads_what_everybody_may_read_and_does_nothing() throws Exception {
        ChatClient nobody = ChatClient.nobody(hub());

        for (String kind : List.of("public", "private", "read-only", "archived")) {
            RoomCast cast = new RoomCast(hub(), kind);
            for (Cell cell : inOrder(kind)) {
                String refusal = kind.equals("private") ? UNSEEN : "401 unauthenticated";
                assertThat(cast.attempt(nobody, Role.VISITOR, cell.right()))
                        .as("%s in a room that is %s", cell.right(), kind)
                        .isIn(
                                cell.right().equals("read") && !kind.equals("private")
                                        ? List.of("200")
                                        : List.of(refusal, "401 unauthenticated"));
            }
        }
        for (String path : List.of("session", "me/events", "direct", "people/somebody")) {
            assertThat(outcome(nobody.ask("GET", path, null))).as(path).isEqualTo("401 unauthenticated");
        }
    }

    @Test
    default void an_administrator_is_an_owner_everywhere_but_between_two_people() throws Exception {
        ChatClient admin = ChatClient.withToken(hub(), "admin", Tokens.admin());
        RoomCast closed = new RoomCast(hub(), "private");
        RoomCast direct = new RoomCast(hub(), "direct");

        String owners = admin.get("rooms/" + closed.room()).getString("role");
        List<String> refused = new ArrayList<>();
        for (Cell cell : inOrder("direct")) {
            refused.add(direct.attempt(admin, Role.MEMBER, cell.right()));
        }

        assertThat(owners).isEqualTo("owner");
        assertThat(refused).containsOnly(UNSEEN);
        assertThat(Stream.of("rooms?limit=200", "direct").map(path -> {
                    try {
                        return admin.get(path).toString();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .noneMatch(list -> list.contains(direct.room()));
    }

    @Test
    default void a_server_speaks_for_people_if_it_may_publish_to_all_rooms() throws Exception {
        String room = newRoom("public");
        ChatClient server = ChatClient.withToken(hub(), "shop", Tokens.publisher("shop", "chat/**"));
        ChatClient other = ChatClient.withToken(hub(), "till", Tokens.publisher("till", "chat/" + room));

        String id = server.onBehalfOf("użytkownik 7", "Łucja 王小明").say(room, "from far away");
        String outcome = outcome(
                other.onBehalfOf("anna", "Anna").ask("POST", "rooms/" + room + "/messages", object("text", "no")));
        String nobodys = outcome(ChatClient.nobody(hub())
                .onBehalfOf("anna", "Anna")
                .ask("POST", "rooms/" + room + "/messages", object("text", "no")));

        var message = ChatClient.signedIn(hub(), "reader").get("rooms/" + room + "/messages/" + id);
        assertThat(message.getJsonObject("author"))
                .isEqualTo(object("id", "u~C5~BCytkownik~207", "name", "Łucja 王小明", "guest", false));
        assertThat(message.getJsonObject("by")).isEqualTo(object("id", "shop", "name", "shop", "guest", false));
        assertThat(outcome).isEqualTo("403 channel-not-granted");
        assertThat(nobodys).isEqualTo("401 unauthenticated");
    }
}
