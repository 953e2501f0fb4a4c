package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.carillon.it.browser.ChatPageIT.newName;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.carillon.it.server.TomcatProcess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The page about Socket.IO: its chat runs, and so does the code that it gives away. */
@BrowserTest
class SocketIoPageIT {

    @Test
    void what_is_said_is_heard_by_all_and_over_http_and_the_reverse(Visitors visitors, TomcatProcess server)
            throws Exception {
        String hello = newName("hello");
        String fromCurl = newName("from curl");
        Page ann = connected(visitors.open(Look.DESKTOP));
        Page ben = connected(visitors.open(Look.PHONE.in("zh-CN")));

        ann.getByLabel("Message", exactly()).fill(hello);
        ann.getByLabel("Message", exactly()).press("Enter");
        assertThat(said(ben, hello)).hasCount(1);
        assertThat(said(ann, hello)).hasCount(1);
        assertThat(ann.getByLabel("Message", exactly())).hasValue("");
        Assertions.assertThat(server.hub().pollRaw("/api/events/demo?last=100").body())
                .contains(hello);

        try (Snippet curl = Snippet.shell(code(ann, "curl-say").replace("Hello from curl", fromCurl), "")) {
            curl.result();
        }
        assertThat(said(ann, fromCurl)).hasCount(1);
        assertThat(said(ben, fromCurl)).hasCount(1);
    }

    @Test
    void whoever_was_cut_off_is_told_what_he_missed(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = connected(visitor);
        String before = newName("before");
        String missed = newName("missed");
        server.hub().publish("demo", before);
        assertThat(said(page, before)).hasCount(1);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cut the connection"))
                .click();
        server.hub().publish("demo", missed);

        assertThat(page.locator(".lines .told").last()).containsText("Nothing was missed.");
        assertThat(said(page, missed)).hasCount(1);
        assertThat(said(page, before)).hasCount(1);
    }

    @Test
    void after_the_server_was_killed_nothing_is_missing_either(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = connected(visitor.expect("ERR_|status of 50"));
        String before = newName("before");
        String after = newName("after");
        server.hub().publish("demo", before);
        assertThat(said(page, before)).hasCount(1);

        server.kill();
        assertThat(page.locator(".state")).hasText("connecting");
        server.relaunch();
        server.awaitApplication();
        server.hub().publish("demo", after);

        assertThat(said(page, after)).hasCount(1);
        assertThat(said(page, before)).hasCount(1);
        assertThat(page.locator(".lines .told")).hasText("The connection was lost and is back. Nothing was missed.");
    }

    @Test
    void the_code_that_is_shown_is_a_chat(Visitors visitors, TomcatProcess server) throws Exception {
        // A page that no server has sent is of no network, so the browser keeps its WebSockets from this machine. It
        // goes on polling.
        Visitor visitor = visitors.open(Look.DESKTOP).expect("BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS");
        Page shown = connected(visitor);
        Map<String, String> files = Map.of("/mine/", code(shown, "page"), "/mine/chat.js", code(shown, "script"));
        visitor.context().route("**/mine/**", route -> serve(route, files));
        Page own = visitor.newTab();
        String hello = newName("hello");

        own.navigate("/mine/");
        own.getByLabel("Message").fill(hello);
        own.getByText("Send").click();

        assertThat(own.locator("#messages li").filter(withText(hello))).hasCount(1);
        assertThat(said(shown, hello)).hasCount(1);
        server.hub().publish("demo", "{\"n\":1}", "Content-Type", "application/json");
        assertThat(own.locator("#messages li").last()).hasText("{\"n\":1}");
    }

    /** Below the tutorial there is what else a socket can do. Each piece goes on where the one above it ends. */
    @Test
    void the_code_of_what_is_beyond_it_works_too(Visitor visitor, TomcatProcess server) {
        Page page = connected(visitor);
        String nickname = newName("Ann");
        String script = "import { io } from '/socket.io/socket.io.esm.min.js';\n"
                + "window.told = [];\n"
                + "const say = (...parts) => window.told.push(parts.map((part) => typeof part === 'string' ? part : JSON.stringify(part)).join(' '));\n"
                + "const console = { log: say, error: say };\n"
                + "const socket = io();\n"
                + String.join(
                        "\n",
                        List.of("recovery", "ack", "channels", "rooms").stream()
                                .map(name -> "{\n" + code(page, name).replace("\"Ann\"", '"' + nickname + '"') + "\n}")
                                .toList())
                + "\nsay('done');\n";
        visitor.context().route("**/mine/**", route -> serve(route, Map.of("/mine/beyond.js", script)));

        page.evaluate("import('/mine/beyond.js')");

        visitor.await("window.told?.includes('done')");
        Assertions.assertThat(page.evaluate("window.told").toString())
                .contains("recovered: false", "kept as ", "demo/kitchen {\"order\":7}");
        visitor.await("window.told.some((line) => line === 'lobby " + nickname + " Hello')");
    }

    private static Page connected(Visitor visitor) {
        Page page = visitor.visit("/socketio/");
        assertThat(page.locator(".state[data-state=live]")).isVisible();
        return page;
    }

    private static Locator said(Page page, String text) {
        return page.locator(".lines .said").filter(withText(text));
    }

    private static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static String code(Page page, String name) {
        return page.locator("#code-" + name + " code").textContent();
    }

    private static void serve(Route route, Map<String, String> files) {
        String path = URI.create(route.request().url()).getPath();
        route.fulfill(new Route.FulfillOptions()
                .setContentType(path.endsWith(".js") ? "text/javascript" : "text/html")
                .setBody(files.getOrDefault(path, "")));
    }
}
