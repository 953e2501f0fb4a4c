package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.it.browser.ChatPageIT.newName;
import static dev.carillon.it.browser.ChatPageIT.newRoom;
import static dev.carillon.it.client.ChatClient.object;

import com.microsoft.playwright.Locator;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.TcpRelay;
import dev.carillon.it.server.TomcatProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The chat's page over Socket.IO: the same room, complete and once, as over server-sent events. */
@BrowserTest
class ChatSocketPageIT {

    private static final int MESSAGES = 30;

    @Test
    void one_over_events_and_one_over_a_socket_hold_the_same_transcript(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        ChatPage ann = ChatPage.guest(visitors.open(Look.DESKTOP), server, newName("Ann"), room);
        ChatPage ben = ChatPage.guest(visitors.open(Look.DESKTOP), server, newName("Ben"), room);
        overSocket(ben);
        assertThat(line(ann)).hasText("SSE");
        assertThat(line(ben)).hasText("Socket.IO · WebSocket");

        ben.field().pressSequentially("Hel");
        assertThat(ann.page().locator(".typing")).containsText("Ben");
        for (int i = 0; i < 5; i++) {
            ben.say("ben " + i);
            ann.say("ann " + i);
        }
        assertThat(ben.message("ann 4")).hasCount(1);
        ann.choose("ben 0", "👍");
        ben.choose("ben 1", "Edit");
        ben.say("ben 1, better");
        ben.choose("ben 2", "Delete");
        ben.answer("Delete");

        assertThat(ann.message("ben 1, better")).hasCount(1);
        assertThat(ann.page().locator("message-log .deleted")).hasCount(1);
        // Each of them is told in his own time, also who did it.
        assertThat(ben.message("ben 1, better")).hasCount(1);
        assertThat(ben.page().locator("message-log .deleted")).hasCount(1);
        assertThat(ben.message("ben 0").locator(".reactions button")).hasText("👍 1");
        assertThat(ben.waiting()).hasCount(0);
        assertThat(ann.waiting()).hasCount(0);
        Assertions.assertThat(ben.texts()).hasSize(9).isEqualTo(ann.texts());
        assertThat(ann.page().locator(".room-tools [aria-label='2 here']")).isVisible();
    }

    @Test
    void the_way_is_changed_while_others_talk_and_nothing_is_lost_or_told_twice(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        ChatPage reader = ChatPage.signedIn(visitors.open(Look.DESKTOP), newName("ann"), room);

        for (int i = 1; i <= MESSAGES; i++) {
            if (i % 10 == 5) {
                choice(reader).selectOption(i % 20 == 5 ? "socketio" : "sse");
            }
            ChatClient.signedIn(server.hub(), newName("speaker")).say(room, "number " + i);
        }
        reader.say("mine");

        assertThat(line(reader)).hasText("Socket.IO · WebSocket");
        assertThat(reader.message("mine")).hasCount(1);
        assertThat(reader.waiting()).hasCount(0);
        // The acknowledgement of it may come before what others have said.
        assertThat(reader.message("number " + MESSAGES)).hasCount(1);
        Assertions.assertThat(reader.texts().subList(0, MESSAGES))
                .isEqualTo(IntStream.rangeClosed(1, MESSAGES)
                        .mapToObj(i -> "number " + i)
                        .toList());
        reader.page().reload();
        assertThat(choice(reader)).hasValue("socketio");
        assertThat(line(reader)).hasText("Socket.IO · WebSocket");
        assertThat(reader.message("mine")).hasCount(1);
    }

    @Test
    void it_is_chosen_with_the_keyboard_and_loaded_only_then(Visitors visitors, TomcatProcess server) throws Exception {
        Visitor visitor = visitors.open(Look.DESKTOP);
        List<String> loaded = new CopyOnWriteArrayList<>();
        visitor.context().onRequest(request -> loaded.add(request.url()));
        ChatPage ann = ChatPage.signedIn(visitor, newName("ann"), newRoom(server, "public"));
        assertThat(line(ann)).hasText("SSE");
        Assertions.assertThat(loaded).noneMatch(url -> url.contains("/socket.io/"));

        choice(ann).focus();
        ann.page().keyboard().press("ArrowDown");

        assertThat(line(ann)).hasText("Socket.IO · WebSocket");
        assertThat(choice(ann)).isFocused();
        Assertions.assertThat(loaded).anyMatch(url -> url.contains("/socket.io/?"));
    }

    @Test
    void after_a_cut_connection_the_room_is_complete(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        ChatClient owner = ChatClient.signedIn(server.hub(), newName("owner"));
        try (TcpRelay relay = new TcpRelay(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            Visitor visitor = visitors.open("http://localhost:" + relay.port(), Look.DESKTOP)
                    .expect("ERR_|WebSocket");
            ChatPage ann = ChatPage.signedIn(visitor, newName("ann"), room);
            overSocket(ann);
            owner.say(room, "before");
            assertThat(ann.message("before")).hasCount(1);

            relay.cut();
            owner.say(room, "missed");

            assertThat(ann.message("missed")).hasCount(1);
            assertThat(line(ann)).hasText("Socket.IO · WebSocket");
            owner.say(room, "after");
            assertThat(ann.message("after")).hasCount(1);
            Assertions.assertThat(ann.texts()).containsExactly("before", "missed", "after");
        }
    }

    @Test
    void a_room_is_complete_after_the_server_was_killed_and_started_again(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        Visitor visitor = visitors.open(Look.DESKTOP).expect("ERR_|status of 50|WebSocket");
        ChatPage ann = ChatPage.signedIn(visitor, newName("ann"), room);
        overSocket(ann);
        ann.say("before the end");
        assertThat(ann.message("before the end")).hasCount(1);

        server.kill();
        assertThat(ann.page().locator(".room-head hub-status")).isVisible();
        ann.say("while it is gone");
        assertThat(ann.waiting()).hasCount(1);
        server.relaunch();
        server.awaitApplication();
        ChatClient.signedIn(server.hub(), newName("ben")).say(room, "from somebody else");

        ann.awaitLive();
        assertThat(ann.message("from somebody else")).hasCount(1);
        assertThat(ann.waiting()).hasCount(0);
        assertThat(line(ann)).hasText("Socket.IO · WebSocket");
        Assertions.assertThat(ann.texts())
                .containsExactlyInAnyOrder("before the end", "while it is gone", "from somebody else");
    }

    @Test
    void whoever_is_sent_away_is_told_why_and_refused_afterwards(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newName("room");
        ChatClient owner = ChatClient.signedIn(server.hub(), newName("owner"));
        owner.makeRoom(room, "public");
        String id = newName("ann");
        ChatPage ann = ChatPage.signedIn(visitors.open(Look.DESKTOP), id, room);
        overSocket(ann);

        owner.done("PUT", "rooms/" + room + "/members/" + id + "/ban", object("reason", "spam"));
        assertThat(ann.page().locator(".exit")).containsText("spam");
        ann.page().locator(".exit button").click();

        assertThat(ann.page().locator(".exit")).containsText("You were sent out of " + room);
        assertThat(ann.field()).hasCount(0);
    }

    private static void overSocket(ChatPage chat) {
        choice(chat).selectOption("socketio");
        assertThat(line(chat)).containsText("Socket.IO");
    }

    private static Locator choice(ChatPage chat) {
        return chat.page().getByLabel("Connection");
    }

    /** How the page says that it is connected with the room. */
    private static Locator line(ChatPage chat) {
        return chat.page().locator(".room-tools .line");
    }
}
