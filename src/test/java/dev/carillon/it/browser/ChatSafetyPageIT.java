package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.it.browser.ChatPageIT.newName;
import static dev.carillon.it.browser.ChatPageIT.newRoom;
import static dev.carillon.it.client.ChatClient.object;

import com.microsoft.playwright.Page;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page is for everybody, and what anybody writes is text. */
@BrowserTest
class ChatSafetyPageIT {

    private static final String SCRIPT = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";

    /** What must not be there, wherever somebody wrote it. */
    private static final String TRACES = """
            () => [...document.querySelectorAll("main *, dialog *")].filter((element) =>
                ["IMG", "SCRIPT", "IFRAME", "OBJECT", "SVG", "STYLE", "B", "U"].includes(element.tagName.toUpperCase())
                || element.getAttributeNames().some((name) => name.startsWith("on"))
                || /^(?!https?:)/i.test(element.tagName === "A" ? element.href : "https:")).map((element) => element.outerHTML)""";

    @Test
    void markup_and_scripts_in_names_and_messages_are_text(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newName("room");
        String subject = newName("mallory");
        ChatClient mallory = ChatClient.withToken(server.hub(), subject, named(subject, "<b onclick=alert(1)>Mallory"));
        mallory.done(
                "POST",
                "rooms",
                object(
                        "id",
                        room,
                        "name",
                        "<u>Room</u> & " + SCRIPT.substring(0, 20),
                        "topic",
                        SCRIPT,
                        "kind",
                        "public"));
        List<String> texts = List.of(
                SCRIPT,
                "[click](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>)",
                "<https://ok.example/\"onmouseover=alert(1)>",
                "https://bank.example@evil.example/ [https://bank.example](https://evil.example)",
                "`<b>code</b>` **<i>strong</i>** ${7+7} {{7+7}}");
        for (String text : texts) {
            mallory.say(room, text);
        }
        Visitor visitor = visitors.open(Look.DESKTOP);
        List<String> dialogs = new ArrayList<>();
        visitor.page().onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });

        ChatPage reader = ChatPage.signedIn(visitor, newName("ann"), room);
        reader.showPeople();

        Page page = reader.page();
        assertThat(page.locator(".room-title h2")).containsText("<u>Room</u> & ");
        Assertions.assertThat(page.locator(".topic").textContent()).isEqualTo(SCRIPT);
        assertThat(page.locator("message-log .author .person-name").first()).hasText("<b onclick=alert(1)>Mallory");
        Assertions.assertThat(
                        page.locator("message-log .text").first().textContent().strip())
                .isEqualTo(SCRIPT);
        Assertions.assertThat(page.locator("message-log .text").last().textContent())
                .contains("<b>code</b> <i>strong</i> ${7+7} {{7+7}}");
        Assertions.assertThat(page.locator("message-log .text a").evaluateAll("(all) => all.map((one) => one.href)"))
                .as("links to http and https that hide no other host")
                .isEqualTo(List.of("https://ok.example/", "https://evil.example/"));
        assertThat(page.locator("message-log .host")).hasText("(evil.example)");
        Assertions.assertThat(page.evaluate(TRACES)).isEqualTo(List.of());
        Assertions.assertThat(page.evaluate("window.hit")).isNull();
        Assertions.assertThat(dialogs).isEmpty();
    }

    /** An override of the direction of writing, and a tower of marks, end where the message ends. */
    @Test
    void bidi_tricks_change_nothing_around_them(Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        ChatClient mallory = ChatClient.signedIn(server.hub(), newName("mallory"));
        mallory.say(room, "\u202Eoverridden\u2066 and isolated");
        mallory.say(room, "z" + "\u0351\u0300\u033F".repeat(60));
        ChatClient.signedIn(server.hub(), newName("ann")).say(room, "plain");

        ChatPage reader = ChatPage.enter(visitors.open(Look.DESKTOP), room);

        assertThat(reader.message("plain")).hasCount(1);
        Assertions.assertThat(reader.page()
                        .locator("message-log .text p")
                        .evaluateAll(
                                "(all) => all.every((one) => getComputedStyle(one).unicodeBidi.includes('isolate'))"))
                .isEqualTo(true);
        Assertions.assertThat(
                        reader.page()
                                .locator("message-log .author bdi, .room-title bdi, room-list bdi")
                                .evaluateAll(
                                        "(all) => all.length > 3 && all.every((one) => getComputedStyle(one).unicodeBidi === 'isolate')"))
                .isEqualTo(true);
        Assertions.assertThat(reader.page()
                        .locator("message-log .text")
                        .evaluateAll("(all) => all.every((one) => getComputedStyle(one).overflowY === 'clip')"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_page_can_be_used_by_everybody(boolean dark, Visitors visitors, TomcatProcess server) throws Exception {
        String room = newRoom(server, "public");
        ChatClient carl = ChatClient.signedIn(server.hub(), newName("carl"));
        String id = carl.say(
                room,
                "a `code`, a > quote, https://example.org and **more**\n\n> quoted\n\n- one\n- two\n\n```\ncode\n```");
        carl.done("PUT", "rooms/" + room + "/messages/" + id + "/reactions/" + ChatClient.encoded("👍"), null);
        Look look = dark ? Look.DESKTOP.dark() : Look.DESKTOP;
        Visitor reader = visitors.open(look);
        ChatPage anonymous = ChatPage.enter(reader, room);
        assertThat(anonymous.page().locator(".reactions")).isVisible();
        Axe.check(anonymous.page());

        ChatPage ann = ChatPage.signedIn(visitors.open(look), newName("ann"), room);
        ann.say("an answer");
        assertThat(ann.message("an answer")).hasCount(1);
        ann.message("an answer").hover();
        Axe.check(ann.page());
        ann.showPeople();
        Axe.check(ann.page());
        ann.page().locator(".room-tools [aria-label=Search]").click();
        Axe.check(ann.page());
        ann.openMenu("an answer");
        Axe.check(ann.page());
        ann.page().keyboard().press("Escape");
        ChatPage phone = ChatPage.enter(visitors.open(dark ? Look.PHONE.dark() : Look.PHONE), room);
        Axe.check(phone.page());
        phone.page().locator(".back").click();
        assertThat(phone.page().locator("room-list")).isVisible();
        Axe.check(phone.page());
        Assertions.assertThat(phone.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void the_page_speaks_chinese_and_changes_to_english_without_a_reload(Visitors visitors, TomcatProcess server)
            throws Exception {
        String room = newRoom(server, "public");
        ChatPage ann = ChatPage.guest(visitors.open(Look.DESKTOP.in("zh-CN")), server, newName("Ann"), room);
        ann.say("你好**世界**");

        assertThat(ann.message("你好世界").locator("strong")).hasText("世界");
        assertThat(ann.field()).hasAttribute("placeholder", "输入消息");
        assertThat(ann.page().locator("h1")).hasText("聊天");
        assertThat(ann.page().locator(".divider.day")).hasText("今天");
        ann.field().fill("half a");
        ann.page().selectOption("page-header select >> nth=0", "en");

        assertThat(ann.field()).hasAttribute("placeholder", "Write a message");
        assertThat(ann.page().locator(".divider.day")).hasText("Today");
        assertThat(ann.field()).hasValue("half a");
    }

    private static String named(String subject, String name) {
        return Tokens.sign(Tokens.claims(subject, Duration.ofHours(1), List.of(), List.of(), false)
                .claim("carillon", Map.of("publish", List.of(), "subscribe", List.of(), "admin", false, "name", name))
                .build());
    }
}
