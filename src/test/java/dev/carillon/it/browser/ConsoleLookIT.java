package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import jakarta.json.Json;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the console looks to everybody, what languages it speaks, and that nothing it shows is believed. */
@BrowserTest
class ConsoleLookIT {

    private static final String MARKUP = "<img src=x onerror=\"window.tricked=1\">";

    /** With a mark that turns the direction of writing, which names of tokens may not have. */
    private static final String TRICK = MARKUP + "\u202Egnp.exe";

    /** Axe takes its time, and has seen both before: the colours on a wide screen, and the rest on a phone in the dark. */
    private static final Look NARROW_AND_LIGHT = Look.PHONE.in("zh-CN");

    static Stream<Look> looks() {
        return Stream.of(Look.DESKTOP, Look.DESKTOP.in("zh-CN").dark(), Look.PHONE.dark(), NARROW_AND_LIGHT);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void every_section_is_for_everybody(Look look, Visitors visitors, TomcatProcess server) throws Exception {
        server.hub().publish("console/look", "something");
        Console console = Console.open(visitors.open(look), "overview");
        Page page = console.page();
        assertThat(page.locator("chart-panel canvas")).hasCount(8);

        for (String section : Console.SECTIONS) {
            console.go(section);
            assertThat(page.locator(section + "-section .hint", new Page.LocatorOptions().setHasText("Loading")))
                    .hasCount(0);
            if (!look.equals(NARROW_AND_LIGHT)) {
                Axe.check(page);
            }
            Assertions.assertThat(VisibleText.wrong(page, look.language().replace("en-US", "en")))
                    .as(section)
                    .isEmpty();
            Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(section + " is as wide as the window, at " + look)
                    .isEqualTo(true);
        }
    }

    @Test
    void both_languages_are_spoken_and_switched_without_loading_anew(Visitors visitors) {
        Console console = Console.open(visitors.open(Look.DESKTOP.in("zh-CN")), "connections");
        Page page = console.page();
        for (String section : Console.SECTIONS) {
            console.go(section);
            assertThat(page.locator("h1")).hasText(Pattern.compile("[\u4e00-\u9fff]"));
        }
        console.go("connections");
        assertThat(page.locator("h1")).hasText("连接");

        page.selectOption("page-header select >> nth=0", "en");

        assertThat(page.locator("h1")).hasText("Connections");
        assertThat(page.locator(".side nav a").first()).hasText("Overview");
        Assertions.assertThat(page.title()).isEqualTo("Connections · Carillon console");
    }

    @Test
    void a_report_is_read_and_dealt_with(Visitor visitor, TomcatProcess server) throws Exception {
        // The message is asked for once more when it is deleted.
        visitor.expect("status of 404");
        ChatClient bob = ChatClient.signedIn(server.hub(), "bob");
        ChatClient.signedIn(server.hub(), "rita")
                .done("POST", "rooms", ChatClient.object("id", "console-room", "name", "<b>Quiet</b>"));
        String message = bob.say("console-room", "You are all " + TRICK);
        report(server, "carl", message, "rude " + TRICK);
        Console console = Console.open(visitor, "chat");
        Page page = console.page();

        page.click("[data-room=console-room]");
        Locator report = page.locator("[data-report]");
        assertThat(report.locator("blockquote")).hasText("You are all " + TRICK);
        assertThat(report.locator(".reason")).hasText("rude " + TRICK);
        report.locator("text=Mute bob").click();
        console.confirm();
        assertThat(console.notices()).containsText("bob is muted.");
        report.locator("text=Delete the message").click();
        page.fill("#ask-reason", "be kind");
        console.confirm();
        assertThat(report).containsText("The message is deleted");
        report.locator("text=Done with it").click();

        assertThat(report).hasCount(0);
        assertThat(page.locator("[data-room=console-room] .chip")).hasCount(0);
        // A report that comes while somebody looks.
        report(server, "dora", ChatClient.signedIn(server.hub(), "carl").say("console-room", "again"), "");
        assertThat(report).hasCount(1);
        assertThat(page.locator("[data-room=console-room] .chip")).hasText("1 reported");
        console.go("audit");
        for (String act : List.of("chat-mute", "chat-delete-message", "chat-close-report")) {
            assertThat(console.row(act).first()).containsText("done");
        }
        Assertions.assertThat(page.evaluate("window.tricked")).isNull();
    }

    @Test
    void tricks_in_names_and_texts_do_nothing(Visitor visitor, TomcatProcess server) throws Exception {
        visitor.expect("status of 40[04]");
        AdminClient admin = new AdminClient(server.hub());
        admin.post(
                "/api/admin/tokens",
                Json.createObjectBuilder()
                        .add("name", MARKUP)
                        .add("lifetime", "1h")
                        .build()
                        .toString());
        String token = Tokens.subscriber(MARKUP, "**");
        try (var reader = server.hub().subscribe("console/trick", "Authorization: Bearer " + token)) {
            Console console = Console.open(visitor, "connections");
            Page page = console.page();
            assertThat(console.row("console/trick")).containsText(MARKUP);
            console.go("tokens");
            assertThat(console.row(MARKUP).first()).containsText("valid");
            console.row(MARKUP).first().locator(".danger").click();
            assertThat(page.locator("dialog.ask")).containsText(MARKUP);
            console.confirm();
            assertThat(console.notices()).containsText(MARKUP);
            console.go("audit");
            assertThat(console.row(MARKUP).first()).containsText("mint-token");

            console.go("channels");
            page.fill("channel-tail [name=selector]", "console/**");
            page.click("channel-tail [type=submit]");
            assertThat(page.locator("channel-tail hub-status .state")).hasAttribute("data-state", "live");
            server.hub().publish("console/trick", TRICK, "Event-Type", "<b>type</b>", "Event-Key", "<i>key</i>");
            Locator newest = page.locator("channel-tail li").first();
            assertThat(newest.locator("pre")).hasText(TRICK);
            assertThat(newest).containsText("<b>type</b>");
            Assertions.assertThat(reader.nextMessage().data()).isEqualTo(TRICK);

            console.go("feeds");
            page.click("text=New feed");
            page.fill("#feed-name", "trick");
            page.selectOption("#feed-kind", "replay");
            page.fill("#feed-file", TRICK);
            page.click("feed-form [type=submit]");
            assertThat(page.locator("[data-feed=trick]")).containsText(TRICK);
            assertThat(page.locator("[data-feed=trick] .failure")).isVisible();
            page.locator("[data-feed=trick] >> text=Delete").click();
            console.confirm();
            assertThat(page.locator("[data-feed=trick]")).hasCount(0);

            Assertions.assertThat(page.evaluate("window.tricked")).isNull();
            assertThat(page.locator("img[src=x]")).hasCount(0);
        }
    }

    private static void report(TomcatProcess server, String who, String message, String reason) throws Exception {
        ChatClient.signedIn(server.hub(), who)
                .done(
                        "POST",
                        "rooms/console-room/messages/" + message + "/report",
                        ChatClient.object("reason", reason));
    }
}
