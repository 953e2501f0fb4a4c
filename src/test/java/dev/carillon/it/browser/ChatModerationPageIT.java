package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.it.browser.ChatPageIT.newName;
import static dev.carillon.it.client.ChatClient.object;

import com.microsoft.playwright.Locator;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.server.TomcatProcess;
import org.junit.jupiter.api.Test;

/** A moderator in one browser, and somebody who does not behave in another one. */
@BrowserTest
class ChatModerationPageIT {

    private String room = "";
    private ChatPage moderator;
    private ChatPage guest;
    private String guestName = "";
    private Visitor guestVisitor;

    private void meet(Visitors visitors, TomcatProcess server) throws Exception {
        room = newName("room");
        String moderatorId = newName("moderator");
        ChatClient owner = ChatClient.signedIn(server.hub(), newName("owner"));
        owner.makeRoom(room, "public");
        ChatClient.signedIn(server.hub(), moderatorId).say(room, "I look after this room");
        owner.done("PUT", "rooms/" + room + "/members/" + moderatorId, object("role", "moderator"));
        guestName = newName("Eve");
        moderator = ChatPage.signedIn(visitors.open(Look.DESKTOP), moderatorId, room);
        guestVisitor = visitors.open(Look.DESKTOP);
        guest = ChatPage.guest(guestVisitor, server, guestName, room);
        assertThat(guest.field()).isVisible();
        moderator.showPeople();
    }

    @Test
    void who_is_sent_out_is_told_why_and_the_others_see_that_he_is_gone(Visitors visitors, TomcatProcess server)
            throws Exception {
        meet(visitors, server);

        moderator.chooseMember(guestName, "Send out");
        moderator.answer("Send out", "reason", "Please calm down");

        assertThat(guest.page().locator(".exit")).containsText("You were sent out of this room until");
        assertThat(guest.page().locator(".exit")).containsText("Please calm down");
        assertThat(guest.field()).hasCount(0);
        assertThat(moderator.page().locator("panel-members .person").filter(has(guestName)))
                .hasCount(0);
    }

    @Test
    void who_is_banned_is_refused_until_somebody_lets_him_in_again(Visitors visitors, TomcatProcess server)
            throws Exception {
        meet(visitors, server);
        guestVisitor.expect("status of 403");

        moderator.chooseMember(guestName, "Ban");
        moderator.page().selectOption("dialog.ask [name=seconds]", "");
        moderator.answer("Ban", "reason", "spam");
        assertThat(guest.page().locator(".exit")).containsText("You were banned from this room.");
        guest.page().reload();
        assertThat(guest.page().locator(".exit")).containsText("spam");

        Locator banned = moderator.page().locator(".banned").filter(has(guestName));
        assertThat(banned).containsText("spam");
        banned.locator("button").click();
        assertThat(banned).hasCount(0);
        guest.page().locator(".exit button").click();
        assertThat(guest.field()).isVisible();
    }

    @Test
    void who_is_muted_reads_on_and_cannot_write(Visitors visitors, TomcatProcess server) throws Exception {
        meet(visitors, server);

        moderator.chooseMember(guestName, "Mute");
        moderator.answer("Mute");
        assertThat(guest.page().locator(".silent")).containsText("You are muted until");
        moderator.say("Think about it");
        assertThat(guest.message("Think about it")).hasCount(1);
        moderator.chooseMember(guestName, "Let write again");

        assertThat(guest.field()).isVisible();
    }

    @Test
    void what_is_reported_is_seen_by_the_moderator_who_deletes_it(Visitors visitors, TomcatProcess server)
            throws Exception {
        meet(visitors, server);
        ChatClient.signedIn(server.hub(), newName("spammer")).say(room, "Buy this");

        guest.choose("Buy this", "Report");
        guest.answer("Report", "reason", "Spam again");
        moderator.page().locator("[aria-label='More about this room']").click();
        moderator
                .page()
                .locator("[role=menuitem]")
                .filter(has("Reported messages"))
                .click();
        Locator report = moderator.page().locator("panel-reports li");
        assertThat(report).containsText("Spam again");
        assertThat(report).containsText("Buy this");
        moderator.choose("Buy this", "Delete");
        moderator.answer("Delete", "reason", "Spam");
        assertThat(guest.page().locator("message-log .deleted")).hasCount(1);
        report.locator("button").last().click();

        assertThat(moderator.page().locator("panel-reports")).containsText("Nothing is reported.");
    }

    @Test
    void a_visitor_is_offered_nothing_that_he_may_not_do(Visitors visitors, TomcatProcess server) throws Exception {
        meet(visitors, server);

        guest.openMenu("I look after this room");

        assertThat(guest.page().locator("[role=menuitem]").filter(has("Delete")))
                .hasCount(0);
        assertThat(guest.page().locator("[role=menuitem]").filter(has("Report")))
                .hasCount(1);
        guest.page().keyboard().press("Escape");
        guest.page().locator("[aria-label='More about this room']").click();
        assertThat(guest.page().locator("[role=menuitem]")).hasCount(1);
    }

    private static Locator.FilterOptions has(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
