package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.it.browser.ChatPageIT.newName;
import static dev.carillon.it.browser.ChatPageIT.newRoom;

import com.microsoft.playwright.Page;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was said stays where it is read, and what somebody writes is not lost, whatever happens to the connection. */
@BrowserTest
class ChatHistoryPageIT {

    private static final int MESSAGES = 300;

    /** One person says so many at once. */
    private static final int BURST = 10;

    /** Scrolls up by half a window, and notes how far what is in the middle has moved from where it stood then, until nothing more comes. */
    private static final String SCROLL_UP = """
            async () => {
                const log = document.querySelector(".log");
                const frame = () => new Promise((done) => requestAnimationFrame(done));
                const jumps = [];
                while (!/beginning/.test(log.querySelector(".edge").textContent) || log.scrollTop > 0) {
                    log.scrollTop -= log.clientHeight / 2;
                    await frame();
                    const box = log.getBoundingClientRect();
                    const eye = document.elementFromPoint(box.x + 200, box.y + box.height / 2).closest(".message");
                    const before = eye.getBoundingClientRect().top;
                    const shown = log.querySelectorAll(".message").length;
                    const end = performance.now() + 400;
                    while (performance.now() < end) {
                        await frame();
                        jumps.push(Math.abs(eye.getBoundingClientRect().top - before));
                        if (log.querySelectorAll(".message").length > shown) {
                            break;
                        }
                    }
                    await frame();
                    jumps.push(Math.abs(eye.getBoundingClientRect().top - before));
                }
                return Math.max(...jumps);
            }""";

    @Test
    void older_messages_come_in_above_without_a_jump(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        say(server, room, MESSAGES);
        ChatPage reader = ChatPage.enter(visitors.open(Look.DESKTOP), room);
        assertThat(reader.message("number " + MESSAGES)).isVisible();

        Object jump = reader.page().evaluate(SCROLL_UP);

        Assertions.assertThat(((Number) jump).doubleValue()).isLessThanOrEqualTo(2.0);
        Assertions.assertThat(numbers(reader.texts()))
                .isEqualTo(IntStream.rangeClosed(1, MESSAGES).boxed().toList());
        reader.page().locator(".newest").click();
        assertThat(reader.message("number " + MESSAGES)).isInViewport();
    }

    @Test
    void new_messages_do_not_move_what_is_read_and_can_be_gone_to(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        say(server, room, 100);
        ChatPage reader = ChatPage.signedIn(visitors.open(Look.DESKTOP), newName("ann"), room);
        Page page = reader.page();
        assertThat(reader.message("number 100")).isVisible();
        // As long as the page is being made it may go back to its end.
        Awaitility.await("the end is out of sight")
                .pollInSameThread()
                .atMost(Visitor.PATIENCE)
                .until(() -> {
                    page.evaluate("document.querySelector('.log').scrollTop -= 1500");
                    return page.locator(".newest").isVisible();
                });
        page.evaluate("""
                () => {
                    const log = document.querySelector(".log");
                    const { top } = log.getBoundingClientRect();
                    window.read = [...log.querySelectorAll(".message")]
                        .find((message) => message.getBoundingClientRect().top >= top);
                }""");
        double before = top(page);

        ChatClient.signedIn(server.hub(), newName("ben")).say(room, "just now");

        assertThat(page.locator(".newest")).containsText("1 new message");
        // Older messages may have come in above meanwhile.
        Assertions.assertThat(top(page)).isCloseTo(before, Offset.offset(2.0));
        page.locator(".newest").click();
        assertThat(reader.message("just now")).isInViewport();
        assertThat(page.locator(".divider.unread + .message")).containsText("just now");
    }

    /** Of the message that is read. */
    private static double top(Page page) {
        return ((Number) page.evaluate("window.read.getBoundingClientRect().top")).doubleValue();
    }

    @Test
    void a_link_to_an_old_message_shows_what_stands_around_it(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        say(server, room, 20);
        String id = ChatClient.signedIn(server.hub(), newName("ann")).say(room, "remember this");
        say(server, room, 200);

        ChatPage reader = ChatPage.enter(visitors.open(Look.DESKTOP), room + "&message=" + id);

        assertThat(reader.message("remember this")).isInViewport();
        // Once before it, and once after it.
        assertThat(reader.message("number 20")).hasCount(2);
        assertThat(reader.message("number 200")).hasCount(0);
        reader.page().locator(".newest").click();
        assertThat(reader.message("number 200")).isInViewport();
    }

    @Test
    void a_draft_outlives_a_reload_and_each_room_has_its_own(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        String other = newRoom(server, "public");
        ChatPage ann = ChatPage.guest(visitors.open(Look.DESKTOP), server, newName("Ann"), room);
        ann.field().fill("I have not finished");

        ann.page().reload();

        assertThat(ann.field()).hasValue("I have not finished");
        ann.page().navigate("/chat/#room=" + other);
        assertThat(ann.page().locator(".room-title h2")).containsText(other);
        assertThat(ann.field()).hasValue("");
        ann.page().navigate("/chat/#room=" + room);
        assertThat(ann.field()).hasValue("I have not finished");
    }

    @Test
    void what_is_sent_without_a_connection_waits_and_arrives_once_and_in_order(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        Visitor visitor = visitors.open(Look.DESKTOP).expect("ERR_INTERNET_DISCONNECTED|ERR_NETWORK");
        ChatPage ann = ChatPage.signedIn(visitor, newName("ann"), room);
        ChatPage ben = ChatPage.enter(visitors.open(Look.DESKTOP), room);
        ann.say("before");
        assertThat(ann.waiting()).hasCount(0);
        visitor.context().setOffline(true);

        for (String text : List.of("one", "two", "three")) {
            ann.say(text);
        }
        assertThat(ann.waiting()).hasCount(3);
        assertThat(ann.waiting().last()).containsText("Waits for the connection");
        visitor.context().setOffline(false);

        assertThat(ann.waiting()).hasCount(0);
        assertThat(ben.message("three")).hasCount(1);
        assertThat(ann.message("three")).hasCount(1);
        Assertions.assertThat(ben.texts()).containsExactly("before", "one", "two", "three");
        Assertions.assertThat(ann.texts()).containsExactly("before", "one", "two", "three");
    }

    @Test
    void what_waits_outlives_a_reload_of_the_page(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        Visitor visitor = visitors.open(Look.DESKTOP).expect("ERR_FAILED");
        ChatPage ann = ChatPage.signedIn(visitor, newName("ann"), room);
        ann.say("before");
        assertThat(ann.message("before")).hasCount(1);
        visitor.context().route("**/messages", route -> route.abort());

        ann.say("not yet");
        assertThat(ann.waiting()).hasCount(1);
        ann.page().reload();
        assertThat(ann.waiting()).containsText("not yet");
        visitor.context().unroute("**/messages");

        assertThat(ann.message("not yet")).hasCount(1);
        assertThat(ann.waiting()).hasCount(0);
    }

    @Test
    void a_room_is_complete_after_the_server_was_killed_and_started_again(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        Visitor visitor = visitors.open(Look.DESKTOP).expect("ERR_|status of 50");
        ChatPage ann = ChatPage.signedIn(visitor, newName("ann"), room);
        ann.say("before the end");
        assertThat(ann.message("before the end")).hasCount(1);
        ann.awaitLive();

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
        Assertions.assertThat(ann.texts())
                .containsExactlyInAnyOrder("before the end", "while it is gone", "from somebody else");
    }

    /** {@code number 1} and so on, by as many people as it takes. */
    private static void say(TomcatProcess server, String room, int count) throws Exception {
        ChatClient speaker = ChatClient.signedIn(server.hub(), newName("speaker"));
        for (int i = 1; i <= count; i++) {
            speaker.say(room, "number " + i);
            if (i % BURST == 0) {
                speaker = ChatClient.signedIn(server.hub(), newName("speaker"));
            }
        }
    }

    private static List<Integer> numbers(List<String> texts) {
        return texts.stream()
                .map(text -> Integer.parseInt(text.strip().substring("number ".length())))
                .toList();
    }
}
