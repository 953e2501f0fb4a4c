package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The console: the way in, figures, connections and channels; and what becomes of it when the server goes away. */
@BrowserTest
class ConsolePageIT {

    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/sign-in/#[\\w-]+");

    /** A page of somebody else, which listens by carillon.js. */
    private static final String LISTEN = """
            async (channel) => {
                const { Carillon } = await import("/client/carillon.js");
                window.got = [];
                window.hub = new Carillon({ share: false, url: "/" });
                window.subscription = window.hub.subscribe(channel, (event) => window.got.push(event.data));
            }""";

    private static final String IS_LIVE = "window.subscription.status.state === 'live'";

    // --- the way in ---

    @Test
    void the_operator_comes_in_with_the_link_of_the_log(Visitors visitors) throws Exception {
        TomcatProcess.Plan plan =
                new TomcatProcess.Plan("console").startingQuickly().with("carillon.auth.secret", "");
        try (TomcatProcess tomcat = plan.start()) {
            Matcher link = LINK.matcher(tomcat.log());
            Assertions.assertThat(link.find()).as(tomcat.log()).isTrue();
            Visitor operator = visitors.open("http://localhost:" + tomcat.port(), Look.DESKTOP);

            Console console = Console.open(operator, "tokens", link.group());

            assertThat(console.row("Administrator")).containsText("valid");
            console.go("overview");
            console.awaitLive();
            // The server must not end before the page has everything.
            assertThat(console.page().locator("chart-panel canvas").first()).isVisible();
        }
    }

    @Test
    void what_is_no_token_is_refused_and_may_be_tried_again(Visitor visitor) {
        visitor.expect("status of 401");
        Page page = visitor.visit("/admin/");
        assertThat(page.locator("admin-gate h1")).hasText("Sign in to administer this hub");

        page.fill("#secret", "not.a.token");
        page.click("admin-gate button[type=submit]");
        assertThat(page.locator("admin-gate .failure")).isVisible();
        page.fill("#secret", Tokens.admin());
        page.press("#secret", "Enter");

        assertThat(page.locator(".side nav")).isVisible();
    }

    @Test
    void somebody_without_the_grant_is_told_so_and_sees_nothing(Visitor visitor) {
        Page page = visitor.visit("/admin/#connections");

        page.fill("#secret", Tokens.subscriber("ann", "orders/*"));
        page.click("admin-gate button[type=submit]");

        assertThat(page.locator("admin-gate h1")).hasText("This token may not administer the hub");
        assertThat(page.locator("admin-gate")).containsText("You are signed in as ann");
        assertThat(page.locator("connections-section")).hasCount(0);
    }

    @Test
    void who_loses_the_session_in_the_middle_signs_in_again_and_is_where_he_was(Visitor visitor, TomcatProcess server)
            throws Exception {
        visitor.expect("status of 40[13]");
        AdminClient admin = new AdminClient(server.hub());
        var minted = AdminClient.json(admin.post(
                "/api/admin/tokens", "{\"name\":\"Olga\",\"subscribe\":[\"**\"],\"admin\":true,\"lifetime\":\"1h\"}"));
        Console console = Console.open(visitor, "settings", minted.getString("token"));
        assertThat(console.page().locator("settings-section tbody tr").first()).isVisible();
        console.awaitLive();

        admin.ask("DELETE", "/api/admin/tokens/" + minted.getString("id"), null);

        assertThat(console.page().locator("admin-gate h1")).hasText("Your session has ended");
        console.signIn(Tokens.admin());
        assertThat(console.page().locator("settings-section tbody tr").first()).isVisible();
        console.awaitLive();
    }

    // --- sections ---

    @Test
    void charts_come_when_their_library_comes(Visitor visitor) {
        visitor.expect("ERR_FAILED");
        AtomicInteger asked = new AtomicInteger();
        visitor.context().route("**/uPlot*.js", route -> {
            if (asked.incrementAndGet() <= 2) {
                route.abort();
            } else {
                route.resume();
            }
        });

        Console console = Console.open(visitor, "overview");

        assertThat(console.page().locator("chart-panel canvas").first()).isVisible();
        Assertions.assertThat(asked).hasValue(3);
    }

    @Test
    void the_figures_move_by_themselves(Visitor visitor, TomcatProcess server) throws Exception {
        Console console = Console.open(visitor, "overview");
        Page page = console.page();
        Locator deliveries = page.locator("chart-panel .value[data-line=events] b");
        Locator heap = page.locator("chart-panel .value[data-line=heapUsed] b");
        assertThat(heap).hasText(Pattern.compile("\\d.*MiB"));

        assertThat(deliveries).hasText(Pattern.compile("\\d/s"));
        try (var reader = server.hub().subscribe("console/load")) {
            // A figure is shown for a moment, and a busy machine may look away.
            Awaitility.await().pollInSameThread().atMost(RawStream.PATIENCE).until(() -> {
                server.hub().publishNumbers("console/load", 1, 100);
                reader.nextData(100);
                return deliveries.textContent().matches("[1-9]\\d+/s");
            });
            assertThat(page.locator("chart-panel .value[data-line=connections] b"))
                    .hasText(Pattern.compile("[2-9]|\\d\\d+"));
        }

        assertThat(page.locator(".chart canvas").first()).isVisible();
        assertThat(page.locator("overview-section .facts")).containsText("Tomcat");
    }

    @Test
    void a_page_whose_connection_is_closed_here_comes_back_and_misses_nothing(Visitors visitors, TomcatProcess server)
            throws Exception {
        Page other = visitors.open(Look.PHONE).visit("/sign-in/");
        other.evaluate(LISTEN, "console/recover");
        await(other, IS_LIVE);
        server.hub().publish("console/recover", "before");
        await(other, "window.got.length === 1");
        Console console = Console.open(visitors.open(Look.DESKTOP), "connections");
        Page page = console.page();
        page.fill("connections-section [name=channel]", "console/recover");
        page.press("connections-section [name=channel]", "Enter");
        Locator id = console.row("console/recover").locator("td").first();
        assertThat(console.row("console/recover")).hasCount(1);
        String closed = id.innerText();

        page.click("connections-section tbody .danger");
        console.confirm();
        assertThat(console.notices()).containsText("Connection " + closed + " is closed.");
        server.hub().publish("console/recover", "after");

        await(other, "window.got.join() === 'before,after'");
        page.click("connections-section .heading button");
        assertThat(id).not().hasText(closed);
    }

    @Test
    void all_connections_of_a_filter_are_closed_after_a_question(Visitor visitor, TomcatProcess server)
            throws Exception {
        try (var one = server.hub().subscribe("console/many");
                var two = server.hub().subscribe("console/many");
                var other = server.hub().subscribe("console/other")) {
            Console console = Console.open(visitor, "connections");
            Page page = console.page();
            page.fill("connections-section [name=channel]", "console/many");
            page.press("connections-section [name=channel]", "Enter");
            assertThat(console.row("console/many")).hasCount(2);

            page.click("connections-section .filter .danger");
            assertThat(page.locator("dialog.ask")).containsText("console/many");
            console.confirm();

            assertThat(console.notices()).containsText("Closed: 2.");
            assertThat(page.locator("connections-section .empty")).isVisible();
            Assertions.assertThat(one.readToEnd()).endsWith(": closed closed-by-admin\n\n");
            Assertions.assertThat(two.readToEnd()).endsWith(": closed closed-by-admin\n\n");
            server.hub().publish("console/other", "still there");
            Assertions.assertThat(other.nextMessage().data()).isEqualTo("still there");
            page.click("connections-section [type=reset]");
            assertThat(console.row("console/other")).hasCount(1);
        }
    }

    @Test
    void a_channel_is_watched_and_published_to(Visitor visitor, TomcatProcess server) throws Exception {
        Console console = Console.open(visitor, "channels");
        Page page = console.page();
        page.fill("channel-tail [name=selector]", "console/tail/**");
        page.click("channel-tail [type=submit]");
        assertThat(page.locator("channel-tail hub-status .state")).hasAttribute("data-state", "live");

        page.fill("#publish-channel", "console/tail/a");
        page.fill("#publish-type", "greeting");
        page.fill("#publish-data", "told by the console");
        page.click("publish-form [type=submit]");

        assertThat(console.notices()).containsText("Published with the id");
        Locator newest = page.locator("channel-tail li").first();
        assertThat(newest.locator("pre")).hasText("told by the console");
        assertThat(newest).containsText("greeting");
        server.hub().publish("console/tail/b", "told by another");
        assertThat(newest.locator("pre")).hasText("told by another");
        page.fill("channels-section [name=selector] >> nth=0", "console/tail/*");
        page.press("channels-section [name=selector] >> nth=0", "Enter");
        assertThat(console.row("console/tail/a")).containsText("1");
    }

    @Test
    void a_broadcast_reaches_whoever_listens_to_something_else(Visitor visitor, TomcatProcess server) throws Exception {
        try (var reader = server.hub().subscribe("console/broadcast")) {
            Console console = Console.open(visitor, "channels");
            Page page = console.page();
            page.fill("#broadcast-channel", "console/broadcast");
            page.fill("#broadcast-data", "back in a minute");
            page.click("broadcast-form [type=submit]");
            console.confirm();

            assertThat(console.notices()).containsText("Told to 1 streams.");
            Assertions.assertThat(reader.nextMessage().data()).isEqualTo("back in a minute");
        }
    }

    /** Playwright's own way evaluates the text within the page, which its policy forbids. */
    private static void await(Page page, String expression) {
        Awaitility.await(expression)
                .pollInSameThread()
                .atMost(Visitor.PATIENCE)
                .until(() -> Boolean.TRUE.equals(page.evaluate(expression)));
    }

    // --- the server goes away ---

    @Test
    void the_console_comes_back_when_the_server_was_killed_and_started_anew(Visitor visitor, TomcatProcess server)
            throws Exception {
        visitor.expect("ERR_|status of 50|status of 40[13]");
        Console console = Console.open(visitor, "overview");
        console.awaitLive();
        assertThat(console.page().locator("chart-panel canvas").first()).isVisible();

        server.kill();
        assertThat(console.page().locator(".side hub-status .state")).not().hasAttribute("data-state", "live");
        server.relaunch();
        server.awaitApplication();

        assertThat(console.page().locator(".side hub-status .state"))
                .hasAttribute(
                        "data-state",
                        "live",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(Visitor.COMEBACK_MILLIS));
        assertThat(console.page().locator("chart-panel .value[data-line=connections] b"))
                .hasText(Pattern.compile("\\d+"));
        assertThat(console.page().locator("chart-panel canvas").first()).isVisible();
        console.go("connections");
        assertThat(console.row("admin/stats")).not().hasCount(0);
    }
}
