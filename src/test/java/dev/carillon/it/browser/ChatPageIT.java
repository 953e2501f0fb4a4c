package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.it.client.ChatClient.object;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.server.TomcatProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two browsers in a room: what one does, the other one sees. */
@BrowserTest
class ChatPageIT {

    /** {@code LOOK_EACH_MILLIS} of room-lists.js, and a bit. */
    private static final long LOOK_MILLIS = 16_000;

    @Test
    void guests_choose_a_nickname_and_talk_and_see_each_other_type(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        String ann = newName("Ann");
        ChatPage one = ChatPage.enter(visitors.open(Look.DESKTOP), room);
        ChatPage other = ChatPage.guest(visitors.open(Look.PHONE), server, newName("Ben"), room);

        one.page().fill("#nickname", ann);
        one.page().getByRole(AriaRole.BUTTON, named("Join")).click();
        assertThat(one.field()).isVisible();
        one.field().pressSequentially("Hel");
        assertThat(other.page().locator(".typing")).containsText(ann);
        one.say("Hello **everybody**");

        assertThat(other.message("Hello everybody").locator("strong")).hasText("everybody");
        assertThat(other.message("Hello everybody").locator(".author")).containsText(ann);
        assertThat(other.page().locator(".typing")).hasText("");
        assertThat(one.waiting()).hasCount(0);
        other.say("Hello yourself");
        assertThat(one.message("Hello yourself")).hasCount(1);
        assertThat(one.page().locator("message-log [aria-live=polite]")).containsText("Hello yourself");
    }

    @Test
    void whoever_has_no_name_reads_and_nothing_else(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        ChatClient.signedIn(server.hub(), newName("carl")).say(room, "for everybody");

        ChatPage reader = ChatPage.enter(visitors.open(Look.DESKTOP), room);

        assertThat(reader.message("for everybody")).hasCount(1);
        assertThat(reader.field()).hasCount(0);
        // What comes in below moves the message from under the pointer.
        Awaitility.await("one button")
                .pollInSameThread()
                .atMost(Visitor.PATIENCE)
                .untilAsserted(() -> {
                    reader.message("for everybody").hover();
                    Assertions.assertThat(reader.page().locator(".tools button").count())
                            .isEqualTo(1);
                });
    }

    @Test
    void messages_are_answered_in_threads_changed_deleted_and_given_reactions(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        String annId = newName("ann");
        ChatPage ann = ChatPage.signedIn(visitors.open(Look.DESKTOP), annId, room);
        ChatPage ben = ChatPage.guest(visitors.open(Look.DESKTOP), server, newName("Ben"), room);
        ann.say("What is for lunch?");

        ben.choose("What is for lunch?", "Reply");
        assertThat(ben.field()).isFocused();
        ben.say("Soup");
        assertThat(ann.message("Soup").locator(".quote")).containsText("What is for lunch?");
        ann.page().locator(".thread-link").click();
        ann.page().locator("panel-thread textarea").fill("Again?");
        ann.page().locator("panel-thread textarea").press("Enter");
        assertThat(ann.page().locator("panel-thread .message[data-id]")).hasCount(3);
        assertThat(ben.page().locator(".thread-link")).hasText("2 replies");

        ben.choose("What is for lunch?", "👍");
        assertThat(ann.message("What is for lunch?").locator(".reactions button"))
                .hasText("👍 1");
        ann.message("What is for lunch?").locator(".reactions button").click();
        assertThat(ben.message("What is for lunch?").locator(".reactions button"))
                .hasText("👍 2");

        ben.choose("Soup", "Edit");
        assertThat(ben.field()).hasValue("Soup");
        ben.say("Tomato soup");
        assertThat(ann.message("Tomato soup").locator(".edited").first()).hasText("edited");
        ben.choose("Tomato soup", "Delete");
        ben.answer("Delete");
        assertThat(ann.page().locator("message-log .deleted")).hasCount(1);
        assertThat(ann.page().locator("message-log .thread-link")).hasText("1 reply");
    }

    @Test
    void everything_can_be_done_with_the_keyboard(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        ChatPage ann = ChatPage.guest(visitors.open(Look.DESKTOP), server, newName("Ann"), room);
        Page page = ann.page();
        ann.say("first");
        assertThat(ann.message("first")).hasCount(1);
        ann.say("second");
        assertThat(ann.message("second")).hasCount(1);

        page.keyboard().press("Shift+Tab");
        while (!(boolean) page.evaluate("document.activeElement.matches('.message')")) {
            page.keyboard().press("Shift+Tab");
        }
        page.keyboard().press("ArrowUp");
        assertThat(ann.message("first")).isFocused();
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.MENUITEM, named("Edit")).press("Enter");
        assertThat(ann.field()).isFocused();
        assertThat(ann.field()).hasValue("first");
        page.keyboard().press("Escape");

        assertThat(ann.field()).hasValue("");
        page.keyboard().press("ArrowUp");
        assertThat(ann.field()).hasValue("second");
    }

    @Test
    void a_search_finds_a_message_and_goes_to_it(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        ChatClient owner = ChatClient.signedIn(server.hub(), newName("owner"));
        owner.say(room, "the needle is here");
        owner.say(room, "and this is hay");
        ChatPage ann = ChatPage.enter(visitors.open(Look.PHONE), room);

        ann.page().locator(".room-tools [aria-label=Search]").click();
        ann.page().locator("panel-search input").fill("NEEDL");
        ann.page().locator("panel-search input").press("Enter");
        ann.page().locator("panel-search .found button").click();

        assertThat(ann.message("the needle is here")).isFocused();
        assertThat(ann.page().locator("side-panel")).hasCount(0);
    }

    @Test
    void somebody_is_named_and_written_to_directly_wherever_he_is(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        String elsewhere = newRoom(server, "public");
        String annId = newName("ann");
        String benId = newName("ben");
        ChatPage ben = ChatPage.signedIn(visitors.open(Look.DESKTOP), benId, room);
        ben.say("I am here");
        ChatPage ann = ChatPage.signedIn(visitors.open(Look.DESKTOP), annId, room);
        assertThat(ann.message("I am here")).hasCount(1);
        ben.page().navigate("/chat/#room=" + elsewhere);
        assertThat(ben.field()).isVisible();

        ann.say("Where is @" + benId + "?");
        assertThat(ann.page().locator(".mention")).hasText("@" + benId);
        assertThat(listed(ben, room).locator(".badge.loud")).containsText("@1");
        ann.message("I am here").locator(".author").click();
        ann.page().getByRole(AriaRole.MENUITEM, named("Write directly")).click();
        assertThat(ann.page().locator(".room-title h2")).containsText(benId);
        ann.say("psst");

        Locator direct = ben.page().locator("room-list [aria-label='Direct messages'] a");
        assertThat(direct).containsText(annId);
        assertThat(direct.locator(".badge.loud")).containsText("1");
        direct.click();
        assertThat(ben.message("psst")).hasCount(1);
        assertThat(ann.message("psst").locator(".seen")).isVisible();
        assertThat(direct.locator(".badge")).hasCount(0);
    }

    @Test
    void unread_messages_are_counted_and_a_line_stands_above_them(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        String lobby = newRoom(server, "public");
        ChatClient owner = ChatClient.signedIn(server.hub(), newName("owner"));
        owner.say(room, "old");
        Visitor visitor = visitors.open(Look.DESKTOP);
        visitor.page().clock().install();
        List<ChatPage> entered = new ArrayList<>();
        // It tells so as soon as somebody may have read, which a busy machine may have done before the test looks.
        visitor.page()
                .waitForRequest(
                        request ->
                                request.method().equals("PUT") && request.url().endsWith("/read"),
                        () -> entered.add(ChatPage.signedIn(visitor, newName("ann"), room)));
        ChatPage ann = entered.get(0);
        listed(ann, lobby).click();
        assertThat(ann.page().locator(".room-title h2")).containsText(lobby);

        owner.say(room, "new 1");
        owner.say(room, "new 2");

        // Rooms that are not open are asked for now and then.
        ann.page().clock().fastForward(LOOK_MILLIS);
        assertThat(listed(ann, room).locator(".badge")).containsText("2");
        listed(ann, room).click();
        assertThat(ann.page().locator(".divider.unread + .message")).containsText("new 1");
        assertThat(listed(ann, room).locator(".badge")).hasCount(0);
    }

    @Test
    void a_room_is_made_set_up_archived_woken_and_deleted(Visitors visitors, TomcatProcess server) throws Exception {
        ChatPage owner = ChatPage.signedIn(visitors.open(Look.DESKTOP), newName("owner"), "lobby");
        Page page = owner.page();
        String name = newName("Team blue");

        page.getByRole(AriaRole.BUTTON, named("Make a room")).click();
        owner.answer("Make it", "name", name, "topic", "What we do today");
        assertThat(page.locator(".room-title h2")).containsText(name);
        assertThat(page.locator(".topic")).hasText("What we do today");
        String room = String.valueOf(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('room')"));
        ChatPage reader = ChatPage.enter(visitors.open(Look.PHONE), room);

        roomMenu(owner, "Settings");
        owner.answer("Save", "topic", "Release day");
        assertThat(reader.page().locator(".topic")).hasText("Release day");
        roomMenu(owner, "Archive");
        owner.answer("Archive");
        assertThat(page.locator(".silent")).containsText("archived");
        roomMenu(owner, "Wake up from the archive");
        assertThat(owner.field()).isVisible();
        roomMenu(owner, "Delete the room");
        owner.answer("Delete the room");

        assertThat(reader.page().locator(".exit")).containsText("deleted");
        assertThat(page.locator(".exit")).containsText("deleted");
    }

    @Test
    void a_room_that_nobody_may_see_is_explained(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "private");
        Visitor visitor = visitors.open(Look.DESKTOP).expect("status of 404");

        Page page = visitor.visit("/chat/#room=" + room);

        assertThat(page.locator(".exit")).containsText("There is no such room, or you may not see it.");
        Assertions.assertThat(ChatClient.outcome(ChatClient.nobody(server.hub()).ask("GET", "rooms/" + room, null)))
                .isEqualTo("404 no-such-room");
    }

    private static void roomMenu(ChatPage chat, String item) {
        chat.page().getByRole(AriaRole.BUTTON, named("More about this room")).click();
        chat.page()
                .getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }

    private static Locator listed(ChatPage chat, String room) {
        return chat.page().locator("room-list a[href='#room=" + room + "']");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static String newName(String begin) {
        return begin + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A room of this test alone. */
    static String newRoom(TomcatProcess server, String kind) throws Exception {
        String room = newName("room");
        ChatClient.signedIn(server.hub(), newName("owner"))
                .done("POST", "rooms", object("id", room, "name", room, "kind", kind));
        return room;
    }
}
