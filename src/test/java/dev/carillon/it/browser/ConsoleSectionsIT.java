package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an administrator does in the sections of the console. */
@BrowserTest
class ConsoleSectionsIT {

    private static final LocatorAssertions.ContainsTextOptions LATER =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    @Test
    void a_token_is_minted_shown_once_and_revoked(Visitor visitor, TomcatProcess server) throws Exception {
        Console console = Console.open(visitor, "tokens");
        Page page = console.page();
        page.locator("tokens-section details").first().evaluate("(element) => element.open = true");

        page.fill("#mint-name", "Sensor 7");
        page.fill("#mint-subscribe", "sensors/7\nalarms/**");
        page.click("tokens-section details [type=submit] >> nth=0");

        Locator secret = page.locator("#minted-token");
        assertThat(secret).hasText(Pattern.compile("^[\\w-]+\\.[\\w-]+\\.[\\w-]+$"));
        String[] token = Tokens.bearer(secret.innerText());
        Assertions.assertThat(server.hub().get("/api/session", token).body()).contains("alarms/**");
        page.click("text=I have it");
        assertThat(secret).hasCount(0);
        assertThat(console.row("Sensor 7")).containsText("sensors/7");
        console.row("Sensor 7").locator(".danger").click();
        console.confirm();
        assertThat(console.row("Sensor 7")).containsText("revoked");
        Assertions.assertThat(server.hub().get("/api/session", token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_feed_is_made_by_the_fields_of_its_kind_stopped_started_changed_and_deleted(Visitor visitor) {
        Console console = Console.open(visitor, "feeds");
        Page page = console.page();
        page.click("text=New feed");
        page.fill("#feed-name", "console-walk");
        page.selectOption("#feed-kind", "http-poll");
        page.fill("#feed-url", "http://127.0.0.1:9/quotes");
        page.fill("#feed-symbol", "/s");
        page.fill("#feed-price", "/p");
        page.click("feed-form [type=submit]");
        Locator feed = page.locator("[data-feed=console-walk]");
        assertThat(feed.locator(".chip")).hasText("failing");
        assertThat(feed.locator(".failure")).containsText("carillon.ticker.upstreams");
        feed.locator("text=Delete").click();
        console.confirm();
        assertThat(feed).hasCount(0);

        page.click("text=New feed");
        page.fill("#feed-name", "console-walk");
        page.selectOption("#feed-kind", "random-walk");
        page.fill("#feed-symbols", "CONS");
        page.fill("#feed-rate", "5");
        page.click("feed-form [type=submit]");
        assertThat(feed.locator(".chip")).hasText("up");
        assertThat(page.locator("feed-form")).hasCount(0);

        feed.locator("text=Stop").click();
        assertThat(feed.locator(".chip")).hasText("stopped");
        feed.locator("text=Start").click();
        assertThat(feed.locator(".chip")).hasText("up");
        feed.locator("text=Edit").click();
        page.fill("#feed-rate", "1");
        page.click("feed-form [type=submit]");
        assertThat(feed).containsText("rate 1");
        feed.locator("text=Delete").click();
        console.confirm();
        assertThat(feed).hasCount(0);
    }

    @Test
    void a_feed_that_fails_says_why(Visitors visitors) throws Exception {
        TomcatProcess.Plan plan = new TomcatProcess.Plan("console-feeds")
                .startingQuickly()
                .with("carillon.ticker.upstreams", "http://127.0.0.1:9")
                .with(
                        "carillon.ticker.feeds",
                        "[{\"name\":\"silent\",\"kind\":\"http-poll\",\"config\":{\"url\":\"http://127.0.0.1:9/\",\"symbol\":\"/s\",\"price\":\"/p\"}}]");
        try (TomcatProcess tomcat = plan.start()) {
            Visitor visitor = visitors.open("http://localhost:" + tomcat.port(), Look.DESKTOP);
            Console console = Console.open(visitor, "feeds");

            Locator feed = console.page().locator("[data-feed=silent]");

            assertThat(feed.locator(".chip")).hasText("failing");
            assertThat(feed.locator(".failure")).containsText("Last error");
            assertThat(feed.locator("text=Delete")).hasCount(0);
            console.go("overview");
            assertThat(console.page().locator(".warnings")).containsText("silent");
        }
    }

    @Test
    void a_drain_is_begun_and_taken_back_while_the_console_goes_on(Visitor visitor, TomcatProcess server)
            throws Exception {
        Console console = Console.open(visitor, "drain");
        Page page = console.page();
        console.awaitLive();
        page.fill("drain-section [name=time]", "1s");
        page.click("drain-section [type=submit]");
        console.confirm();
        assertThat(page.locator("drain-section progress")).isVisible();
        assertThat(page.locator("drain-section")).containsText("No connection is left", LATER);

        page.click("text=Take it back");

        assertThat(page.locator("drain-section [name=time]")).isVisible();
        Assertions.assertThat(
                        new AdminClient(server.hub()).get("/api/admin/drain").getBoolean("draining"))
                .isFalse();
        assertThat(page.locator(".side hub-status .state"))
                .hasAttribute(
                        "data-state",
                        "live",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(Visitor.COMEBACK_MILLIS));
    }

    @Test
    void the_log_is_trimmed_and_copied(Visitor visitor, TomcatProcess server) throws Exception {
        server.hub().publishNumbers("console/trim", 1, 30);
        Console console = Console.open(visitor, "log");
        Page page = console.page();
        assertThat(page.locator("log-section .facts")).containsText("a file (SQLite)");

        page.fill("#trim-channel", "console/trim");
        page.selectOption("#trim-by", "keep");
        page.fill("#trim-value", "10");
        page.click("log-section form [type=submit]");
        console.confirm();
        assertThat(console.notices()).containsText("Removed: 20.");
        page.click("text=Make a copy now");

        assertThat(page.locator("log-section .pair")).containsText("backups", LATER);
    }

    @Test
    void the_settings_tell_where_they_come_from(Visitor visitor) {
        Console console = Console.open(visitor, "settings");
        Page page = console.page();

        page.fill("settings-section [name=search]", "carillon.auth.secret");

        assertThat(page.locator("settings-section tbody tr")).hasCount(1);
        assertThat(console.row("carillon.auth.secret")).containsText("secret");
        assertThat(console.row("carillon.auth.secret")).containsText("system property");
        page.fill("settings-section [name=search]", "");
        page.check("settings-section [name=changed]");
        assertThat(console.row("as it ships")).hasCount(0);
        assertThat(console.row("carillon.anonymous.publish")).hasCount(1);
    }

    @Test
    void the_trail_shows_what_is_done_as_it_is_done_and_back_to_its_beginning(Visitor visitor, TomcatProcess server)
            throws Exception {
        AdminClient admin = new AdminClient(server.hub());
        for (int i = 0; i < 120; i++) {
            admin.ask("DELETE", "/api/admin/connections/" + (1_000_000 + i), null);
        }
        Console console = Console.open(visitor, "audit");
        Page page = console.page();
        assertThat(page.locator("audit-section tbody tr").first()).containsText("close-connection");

        admin.post("/api/admin/tokens", "{\"name\":\"trail\",\"lifetime\":\"1h\"}");
        assertThat(page.locator("audit-section tbody tr").first()).containsText("mint-token");
        page.fill("audit-section [name=search]", "1000000");
        assertThat(page.locator("audit-section .empty")).isVisible();
        page.click("audit-section .pages button");
        page.click("audit-section .pages button");

        assertThat(console.row("1000000")).containsText("close-connection", LATER);
        page.selectOption("audit-section [name=outcome]", "failed");
        assertThat(page.locator("audit-section .empty")).isVisible();
    }
}
