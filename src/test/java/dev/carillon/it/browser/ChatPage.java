package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** The page of the chat, as somebody uses it. */
final class ChatPage {

    /** For one try of something that is tried again. */
    private static final double TRY_MILLIS = 3_000;

    private final Page page;

    private ChatPage(Page page) {
        this.page = page;
    }

    /** Somebody who has a nickname already. */
    static ChatPage guest(Visitor visitor, TomcatProcess server, String name, String room) {
        String[] cookie = cookieOf(ChatClient.guest(server.hub(), name));
        visitor.context()
                .addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl("http://localhost:" + server.port())));
        return enter(visitor, room);
    }

    /** Somebody with a token that grants nothing. His id is his name. */
    static ChatPage signedIn(Visitor visitor, String name, String room) {
        var answer = visitor.page()
                .request()
                .post("/api/session", RequestOptions.create().setData(Map.of("token", Tokens.subscriber(name))));
        Assertions.assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
        return enter(visitor, room);
    }

    /** Somebody of whom the browser knows nothing, or something already. */
    static ChatPage enter(Visitor visitor, String room) {
        ChatPage chat = new ChatPage(visitor.visit("/chat/#room=" + room));
        assertThat(chat.page.locator("message-log")).isVisible();
        return chat;
    }

    private static String[] cookieOf(ChatClient guest) {
        for (String line : guest.headerLines()) {
            if (line.startsWith("Cookie: ")) {
                return line.substring("Cookie: ".length()).split("=", 2);
            }
        }
        throw new IllegalStateException("a guest has a cookie");
    }

    Page page() {
        return page;
    }

    Locator field() {
        return page.locator("chat-room message-composer textarea");
    }

    /** Waits until it can be written. */
    void say(String text) {
        field().fill(text);
        field().press("Enter");
    }

    /** Those of the room whose text is exactly this. */
    Locator message(String text) {
        Locator exact = page.locator(".text").filter(new Locator.FilterOptions().setHasText(exactly(text)));
        return page.locator("message-log .message[data-id]").filter(new Locator.FilterOptions().setHas(exact));
    }

    /** The browser looks for it, and JavaScript knows no {@code \\Q}. */
    private static Pattern exactly(String text) {
        return Pattern.compile("^\\s*" + text.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0") + "\\s*$");
    }

    /** Those that are not acknowledged. */
    Locator waiting() {
        return page.locator("message-log .message.waiting");
    }

    /**
     * Opens the menu of a message. Its button is there while the pointer is over the message, and when what stands around it moves, the
     * pointer is over another one.
     */
    void openMenu(String message) {
        Locator more = message(message).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More"));
        Awaitility.await("the menu of " + message)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .atMost(Visitor.PATIENCE)
                .ignoreExceptionsInstanceOf(TimeoutError.class)
                .until(() -> {
                    message(message).hover(new Locator.HoverOptions().setTimeout(TRY_MILLIS));
                    more.click(new Locator.ClickOptions().setTimeout(TRY_MILLIS));
                    return true;
                });
    }

    /** Opens the menu of a message and chooses. */
    void choose(String message, String item) {
        openMenu(message);
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }

    /** Opens the menu of somebody in the list of people and chooses. */
    void chooseMember(String name, String item) {
        page.locator("panel-members .person")
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }

    void showPeople() {
        page.locator(".room-tools button[aria-label*='here']").click();
        assertThat(page.locator("panel-members")).isVisible();
    }

    /** Answers the question that is open. */
    void answer(String action, String... fieldsAndValues) {
        Locator dialog = page.locator("dialog.ask");
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            dialog.locator("[name='" + fieldsAndValues[i] + "']").fill(fieldsAndValues[i + 1]);
        }
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(action).setExact(true))
                .click();
        assertThat(dialog).hasCount(0);
    }

    /** The texts of all messages that are shown, oldest first. */
    List<String> texts() {
        return page.locator("message-log .message[data-id] .text").allInnerTexts();
    }

    /** After the server was away, too. */
    void awaitLive() {
        assertThat(page.locator(".room-head hub-status"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(Visitor.COMEBACK_MILLIS));
    }
}
