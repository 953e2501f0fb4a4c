package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code carillon.js} in many tabs of one browser: with a shared worker, and without one, as on Chrome for Android, where one tab has the
 * connection for the others.
 */
@BrowserTest
class ClientTabsIT {

    private static final String WITHOUT_SHARED_WORKERS = "delete window.SharedWorker";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ten_tabs_use_one_connection(boolean hasWorkers, Visitor visitor, TomcatProcess server) throws Exception {
        String channel = "demo/ten-tabs-" + hasWorkers;
        List<ClientTab> tabs = open(10, hasWorkers, channel, visitor);

        server.hub().publishNumbers(channel, 1, 100);

        for (ClientTab tab : tabs) {
            tab.assertGot(ClientTab.numbers(1, 100));
            assertThat(tab.evaluate("hub.status.shared")).isEqualTo(true);
        }
        awaitConnections(1, channel, server);
    }

    /** Whichever tab has it: each is closed once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tabs_that_are_closed_take_nothing_from_the_others(boolean hasWorkers, Visitor visitor, TomcatProcess server)
            throws Exception {
        String channel = "demo/closed-tabs-" + hasWorkers;
        List<ClientTab> tabs = open(5, hasWorkers, channel, visitor);

        int published = 0;
        while (tabs.size() > 1) {
            server.hub().publishNumbers(channel, published + 1, published + 20);
            tabs.remove(0).page().close();
            server.hub().publishNumbers(channel, published + 21, published + 40);
            published += 40;
        }

        tabs.get(0).assertGot(ClientTab.numbers(1, published));
        assertThat(tabs.get(0).evaluate("gaps")).isEqualTo(List.of());
        awaitConnections(1, channel, server);
        tabs.get(0).page().navigate("about:blank");
        awaitConnections(0, channel, server);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_tab_that_comes_later_begins_where_it_wants_to(boolean hasWorkers, Visitor visitor, TomcatProcess server)
            throws Exception {
        String channel = "demo/later-tab-" + hasWorkers;
        open(1, hasWorkers, channel, visitor);
        server.hub().publishNumbers(channel, 1, 50);

        ClientTab later =
                new ClientTab(visitor, visitor.newTab()).listen(channel, Map.of(), Map.of("from", "earliest"));
        server.hub().publishNumbers(channel, 51, 100);

        later.assertGot(ClientTab.numbers(1, 100));
        awaitConnections(1, channel, server);
    }

    /** Where no worker can be loaded: a page's Content-Security-Policy forbids it, or the file is not there. */
    @Test
    void a_worker_that_cannot_be_loaded_is_no_loss(Visitor visitor, TomcatProcess server) throws Exception {
        visitor.context()
                .addInitScript(
                        "window.SharedWorker = class extends window.SharedWorker {"
                                + " constructor(url, options) { super(new URL('/client/no-such-worker.js', location), options); } }");
        visitor.expect("no-such-worker");
        String channel = "demo/no-worker";
        List<ClientTab> tabs = List.of(
                new ClientTab(visitor, visitor.newTab()).listen(channel),
                new ClientTab(visitor, visitor.newTab()).listen(channel));
        tabs.forEach(tab -> tab.awaitState("live"));

        server.hub().publishNumbers(channel, 1, 10);

        tabs.forEach(tab -> tab.assertGot(ClientTab.numbers(1, 10)));
        awaitConnections(1, channel, server);
    }

    private static List<ClientTab> open(int count, boolean hasWorkers, String channel, Visitor visitor) {
        if (!hasWorkers) {
            visitor.context().addInitScript(WITHOUT_SHARED_WORKERS);
        }
        List<ClientTab> tabs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tabs.add(new ClientTab(visitor, visitor.newTab()).listen(channel));
        }
        tabs.forEach(tab -> tab.awaitState("live"));
        return tabs;
    }

    private static int connections(String channel, TomcatProcess server) throws Exception {
        return new AdminClient(server.hub())
                .list("/api/admin/connections?channel=" + channel)
                .size();
    }

    /** Tabs that were long in finding each other may have had several at first, and the server hears of the end of one in its own time. */
    private static void awaitConnections(int expected, String channel, TomcatProcess server) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(connections(channel, server)).isEqualTo(expected));
    }
}
