package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What happens while nobody looks at the page of the chat. */
@BrowserTest
class ChatAttentionIT {

    /** {@code hide(true)} stands for another tab in front: a browser without a window shows all of them. */
    private static final String CAN_BE_HIDDEN = """
            let isHidden = false;
            Object.defineProperty(document, "hidden", { get: () => isHidden });
            globalThis.hide = (value) => {
                isHidden = value;
                document.dispatchEvent(new Event("visibilitychange"));
            };
            """;

    /** The browser's own notifications, written down. */
    private static final String NOTES_NOTIFICATIONS = """
            globalThis.shown = [];
            globalThis.Notification = class extends Notification {
                constructor(title, options) {
                    super(title, options);
                    shown.push({ title, text: options.body, notification: this });
                }
            };
            """;

    private static final String AWAY = "panel-members .person:has(.dot.away)";

    @Test
    void whoever_wants_it_is_notified_of_mentions_and_direct_messages_while_the_page_is_hidden(
            Visitors visitors, TomcatProcess server) throws Exception {
        String room = ChatPageIT.newRoom(server, "public");
        String elsewhere = ChatPageIT.newRoom(server, "public");
        String annId = ChatPageIT.newName("ann");
        String benId = ChatPageIT.newName("ben");
        ChatClient ben = ChatClient.signedIn(server.hub(), benId);
        Visitor visitor = visitors.open(Look.DESKTOP);
        visitor.context().grantPermissions(List.of("notifications"));
        visitor.context().addInitScript(CAN_BE_HIDDEN + NOTES_NOTIFICATIONS);
        ChatPage ann = inAnotherRoom(visitor, annId, room, elsewhere);
        Page page = ann.page();

        page.getByRole(AriaRole.BUTTON, named("Notify me")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Notifications are on")))
                .hasAttribute("aria-pressed", "true");
        ben.say(room, "@" + annId + " while you look");
        assertThat(listed(ann, room).locator(".badge.loud")).containsText("@1");
        page.evaluate("hide(true)");
        ben.say(elsewhere, "for everybody");
        assertThat(ann.message("for everybody")).hasCount(1);
        ben.say(room, "@" + annId + " while you do not look");
        visitor.await("shown.length === 1");
        ben.say(ben.done("PUT", "direct/" + annId, null).getString("id"), "psst");
        visitor.await("shown.length === 2");

        Assertions.assertThat(page.evaluate("shown.map(({ title, text }) => ({ title, text }))"))
                .isEqualTo(List.of(
                        Map.of("title", isolated(benId) + " names you", "text", "@" + annId + " while you do not look"),
                        Map.of("title", isolated(benId) + " writes to you", "text", "psst")));
        page.evaluate("hide(false); shown[0].notification.dispatchEvent(new Event('click'))");
        assertThat(ann.message("@" + annId + " while you do not look")).isFocused();
    }

    @Test
    void nobody_is_notified_who_has_not_asked_for_it_or_has_had_enough(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = ChatPageIT.newRoom(server, "public");
        String elsewhere = ChatPageIT.newRoom(server, "public");
        String annId = ChatPageIT.newName("ann");
        ChatClient ben = ChatClient.signedIn(server.hub(), ChatPageIT.newName("ben"));
        Visitor visitor = visitors.open(Look.DESKTOP);
        visitor.context().grantPermissions(List.of("notifications"));
        visitor.context().addInitScript(CAN_BE_HIDDEN + NOTES_NOTIFICATIONS);
        ChatPage ann = inAnotherRoom(visitor, annId, room, elsewhere);
        Page page = ann.page();
        Locator badge = listed(ann, room).locator(".badge.loud");

        page.evaluate("hide(true)");
        ben.say(room, "@" + annId + " one");
        assertThat(badge).containsText("@1");
        page.getByRole(AriaRole.BUTTON, named("Notify me")).click();
        // The browser is asked for leave first, and takes its time.
        assertThat(page.getByRole(AriaRole.BUTTON, named("Notifications are on")))
                .isVisible();
        ben.say(room, "@" + annId + " two");
        assertThat(badge).containsText("@2");
        page.getByRole(AriaRole.BUTTON, named("Notifications are on")).click();
        ben.say(room, "@" + annId + " three");
        assertThat(badge).containsText("@3");

        Assertions.assertThat(page.evaluate("shown.map(({ text }) => text.split(' ')[1])"))
                .isEqualTo(List.of("two"));
    }

    @Test
    void whoever_has_not_looked_for_two_minutes_is_away_until_he_looks(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = ChatPageIT.newRoom(server, "public");
        Visitor visitor = visitors.open(Look.DESKTOP);
        visitor.context().addInitScript(CAN_BE_HIDDEN);
        visitor.page().clock().install();
        String annId = ChatPageIT.newName("ann");
        ChatPage ann = ChatPage.signedIn(visitor, annId, room);
        ChatPage ben = ChatPage.guest(visitors.open(Look.DESKTOP), server, ChatPageIT.newName("Ben"), room);
        ben.showPeople();
        Locator online = ben.page().locator("panel-members .person:has(.dot.online)");
        assertThat(online).hasCount(2);
        Locator away = ben.page().locator(AWAY);

        ann.page().evaluate("hide(true)");
        ann.page().clock().fastForward(60_000);
        assertThat(away).hasCount(0);
        ann.page().clock().fastForward(100_000);
        assertThat(away).hasCount(1);
        assertThat(away).containsText(annId);
        assertThat(away).containsText("away");
        ann.page().evaluate("hide(false)");

        assertThat(away).hasCount(0);
        assertThat(online).hasCount(2);
    }

    /** A name turns no writing around it (U+2068, U+2069). */
    private static String isolated(String name) {
        return "\u2068" + name + "\u2069";
    }

    /** Somebody who has spoken in one room and is in another one now. */
    private static ChatPage inAnotherRoom(Visitor visitor, String id, String room, String elsewhere) {
        ChatPage chat = ChatPage.signedIn(visitor, id, room);
        chat.say("I am here");
        assertThat(chat.message("I am here")).hasCount(1);
        chat.page().navigate("/chat/#room=" + elsewhere);
        assertThat(chat.page().locator(".room-title h2")).containsText(elsewhere);
        return chat;
    }

    private static Locator listed(ChatPage chat, String room) {
        return chat.page().locator("room-list a[href='#room=" + room + "']");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
