package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The home page: watch a channel, as bytes and as events, and publish to it. */
@BrowserTest
class HomePageIT {

    @Test
    void an_event_that_anybody_publishes_appears(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = home(visitor);

        server.hub().publish("demo", "told by HTTP <b>&");

        assertThat(newest(page)).hasText("told by HTTP <b>&");
        assertThat(page.locator("#list .id").last()).hasText(Pattern.compile("[0-9a-z]+-[0-9]+"));
    }

    @Test
    void the_bytes_are_shown_as_they_were_sent(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = home(visitor);

        String id = server.hub().publish("demo", "one\r\n<i>two</i>\n\n四", "Event-Type", "lines");

        Locator piece = page.locator("wire-bytes .piece").last();
        assertThat(piece.locator("[data-field=data]")).hasCount(4);
        Assertions.assertThat(piece.evaluate("(piece) => piece.textContent"))
                .isEqualTo("id: " + id + "\nevent: lines\ndata: one\ndata: <i>two</i>\ndata: \ndata: 四\n\n");
        Assertions.assertThat(
                        (String) page.locator("wire-bytes .piece").first().evaluate("(piece) => piece.textContent"))
                .matches("retry: [0-9]+\n: carillon\n\n");
    }

    @Test
    void an_event_lights_up_its_bytes(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = home(visitor);
        String first = server.hub().publish("demo", "first");
        server.hub().post("/api/events/demo", "between", "Event-Volatile", "true", "Event-Type", "passing");
        server.hub().publish("demo", "last");
        assertThat(page.locator("#list li")).hasCount(3);
        assertThat(page.locator("wire-bytes .piece", containing("data: last"))).hasCount(1);

        page.locator("#list li").nth(0).hover();
        assertThat(page.locator("wire-bytes [data-marked]")).containsText("id: " + first);
        page.locator("#list li").nth(2).focus();
        page.keyboard().press("ArrowUp");

        assertThat(page.locator("wire-bytes [data-marked]")).containsText("event: passing");
        assertThat(page.locator("wire-bytes [data-marked]")).hasCount(1);
    }

    @Test
    void what_the_form_publishes_appears_with_its_type(Visitor visitor) {
        Page page = home(visitor);

        page.fill("#type", "greeting");
        page.fill("#data", "told by the form");
        page.click("#publish button");

        assertThat(newest(page)).hasText("told by the form");
        assertThat(page.locator("#list .type").last()).hasText("greeting");
        assertThat(page.locator("#answer")).hasText(Pattern.compile("^\\s*Published with the id "));
    }

    /** EventSource alone would show the id of the event before it. */
    @Test
    void an_event_that_is_not_kept_has_no_id(Visitor visitor) {
        Page page = home(visitor);

        page.fill("#data", "gone in a moment");
        page.check("#volatile");
        page.click("#publish button");

        assertThat(newest(page)).hasText("gone in a moment");
        assertThat(page.locator("#list .id").last()).hasText("volatile, no id");
    }

    @Test
    void a_refusal_is_told_with_its_remedy(Visitor visitor) {
        Page page = home(visitor.expect("status of 400"));

        page.fill("#channel", "two words");
        page.click("#publish button");

        assertThat(page.locator("#answer")).containsText("Rename the channel");
        assertThat(page.locator("#answer a")).hasAttribute("href", Pattern.compile("problems/invalid-channel$"));
    }

    @Test
    void whoever_connects_again_is_sent_what_was_missed(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = home(visitor);
        server.hub().publish("demo", "before");
        assertThat(newest(page)).hasText("before");

        page.click("#toggle");
        assertThat(page.locator("#state .state")).hasAttribute("data-state", "closed");
        server.hub().publish("demo", "missed");
        page.click("#toggle");

        assertThat(newest(page)).hasText("missed");
        assertThat(page.locator("#list li pre")).hasText(new String[] {"before", "missed"});
        assertThat(page.locator("wire-bytes .piece", containing("data: missed")))
                .hasCount(1);
    }

    @Test
    void the_lines_for_a_terminal_do_what_they_say(Visitor visitor) throws Exception {
        Page page = home(visitor);

        try (Snippet watch = Snippet.shell(page.locator("#curl-watch code").textContent(), "")) {
            watch.await(": carillon");
            try (Snippet publish =
                    Snippet.shell(page.locator("#curl-publish code").textContent(), "")) {
                publish.result();
            }

            watch.await("data: hello");
        }
        assertThat(newest(page)).hasText("hello");
    }

    @Test
    void health_is_shown_to_all_and_the_version_to_administrators(Visitor visitor) {
        Page page = home(visitor);
        assertThat(page.locator("#ready")).hasText("ready");
        assertThat(page.locator("#version")).hasCount(0);

        page.request().post("/api/session", RequestOptions.create().setData(Map.of("token", Tokens.admin())));
        page.reload();

        assertThat(page.locator("#version")).containsText("Tomcat");
        assertThat(page.locator("#uptime")).hasText(Pattern.compile("[0-9]+ (s|min)"));
    }

    @Test
    void tricks_in_types_and_data_do_nothing(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = home(visitor);
        String trick = "<img src=x onerror=alert(1)>\u202egnp.exe";

        server.hub()
                .post(
                        "/api/events",
                        "[{\"channel\":\"demo\",\"type\":\"" + trick + "\",\"key\":\"" + trick + "\",\"data\":\""
                                + trick + "\\ndata: <script>alert(2)</script>\"}]",
                        "Content-Type",
                        "application/json");

        assertThat(page.locator("#list .type").last()).hasText(trick);
        Assertions.assertThat(newest(page).evaluate("(pre) => pre.textContent"))
                .isEqualTo(trick + "\ndata: <script>alert(2)</script>");
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(page.locator("#list li")).hasCount(1);
    }

    @Test
    void the_language_is_switched_and_remembered(Visitor visitor) {
        Page page = home(visitor);
        assertThat(page.locator("h2").first()).hasText("Watch");

        page.selectOption("page-header .choices select >> nth=0", "zh-CN");
        assertThat(page.locator("h2").first()).hasText("接收");
        visitor.visit("/?again");

        assertThat(page.locator("#state .state")).hasText("实时");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    }

    @Test
    void everybody_can_use_it(Visitors visitors, TomcatProcess server) throws Exception {
        for (Look look : List.of(Look.DESKTOP, Look.PHONE.in("zh-CN").dark())) {
            Page page = home(visitors.open(look));
            server.hub().publish("demo", "0123456789".repeat(30), "Event-Type", "wide");
            assertThat(page.locator("wire-bytes .piece", containing("0123456789")))
                    .hasCount(1);

            Axe.check(page);
            Assertions.assertThat(page.evaluate(
                            "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("nothing is wider than the window")
                    .isEqualTo(0);
        }
    }

    private static Page home(Visitor visitor) {
        Page page = visitor.visit("/");
        assertThat(page.locator("#state .state")).hasAttribute("data-state", "live");
        assertThat(page.locator("wire-bytes .piece", containing("id:"))).hasCount(1);
        return page;
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Locator newest(Page page) {
        return page.locator("#list li pre").last();
    }
}
