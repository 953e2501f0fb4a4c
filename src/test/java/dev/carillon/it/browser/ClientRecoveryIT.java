package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.HoldingProxy;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code carillon.js} against a real hub: whatever happens on the way, every event is given once and in order. */
@BrowserTest
class ClientRecoveryIT {

    private static final Map<String, ?> DEFAULTS = Map.of();

    /** What a browser writes into the console about a request that fails. */
    private static final String FAILED_REQUEST = "Failed to load resource|ERR_|status of";

    /** How events come. */
    enum Way {
        SHARED_STREAM("auto", true, false),
        STREAM("auto", false, false),
        EVENT_SOURCE("auto", false, true),
        LONG_POLL("long-poll", true, false);

        private final String transport;
        private final boolean shares;
        private final boolean namesTypes;

        Way(String transport, boolean shares, boolean namesTypes) {
            this.transport = transport;
            this.shares = shares;
            this.namesTypes = namesTypes;
        }

        ClientTab open(Visitor visitor, String channel) {
            Map<String, ?> options = Map.of("transport", transport, "share", shares);
            ClientTab tab = new ClientTab(visitor);
            ClientTab listening =
                    namesTypes ? tab.listenToMessages(channel, options) : tab.listen(channel, options, Map.of());
            listening.awaitState("live");
            return listening;
        }

        String channel(String what) {
            return "demo/" + what + "-" + name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_server_is_killed_and_started_again(Way way, Visitor visitor, TomcatProcess server) throws Exception {
        visitor.expect(FAILED_REQUEST);
        String channel = way.channel("killed");
        ClientTab tab = way.open(visitor, channel);
        server.hub().publishNumbers(channel, 1, 20);
        tab.assertGot(ClientTab.numbers(1, 20));

        server.kill();
        tab.await("hub.status.state === 'offline' || hub.status.retryAt !== null");
        server.relaunch();
        server.awaitApplication();
        server.hub().publishNumbers(channel, 21, 40);

        tab.assertGot(ClientTab.numbers(1, 40));
        tab.awaitState("live");
        assertThat(tab.evaluate("gaps")).isEqualTo(List.of());
        String transport = way == Way.EVENT_SOURCE ? "event-source" : way == Way.LONG_POLL ? "long-poll" : "fetch";
        assertThat(tab.evaluate("hub.status.transport")).isEqualTo(transport);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED_STREAM", "STREAM", "EVENT_SOURCE"})
    void a_proxy_that_holds_streams_back_is_found_out(Way way, Visitors visitors, TomcatProcess server)
            throws Exception {
        String channel = way.channel("held-back");
        try (HoldingProxy proxy = HoldingProxy.before(URI.create("http://127.0.0.1:" + server.port()))) {
            Visitor visitor = visitors.open(proxy.url(), Look.DESKTOP);
            visitor.expect(FAILED_REQUEST);
            ClientTab tab = way.open(visitor, channel);

            server.hub().publishNumbers(channel, 1, 5);
            tab.assertGot(ClientTab.numbers(1, 5));
            server.hub().publishNumbers(channel, 6, 10);

            tab.assertGot(ClientTab.numbers(1, 10));
            assertThat(tab.evaluate("hub.status.transport")).isEqualTo("long-poll");
            Awaitility.await("one stream was tried").until(proxy::streams, streams -> streams == 1);
        }
    }

    /** Playwright takes the network from the pages of a context, and not from its shared workers. */
    @Test
    void a_machine_that_was_offline_gets_what_it_missed(Visitor visitor, TomcatProcess server) throws Exception {
        visitor.expect(FAILED_REQUEST);
        String channel = "demo/offline";
        ClientTab tab = Way.STREAM.open(visitor, channel);
        server.hub().publishNumbers(channel, 1, 3);
        tab.assertGot(ClientTab.numbers(1, 3));

        goOffline(visitor.context(), tab);
        server.hub().publishNumbers(channel, 4, 6);
        visitor.context().setOffline(false);

        tab.assertGot(ClientTab.numbers(1, 6));
        tab.awaitState("live");
        assertThat(tab.evaluate("gaps")).isEqualTo(List.of());
    }

    @Test
    void what_was_removed_while_it_was_offline_is_told_as_a_gap(Visitor visitor, TomcatProcess server)
            throws Exception {
        visitor.expect(FAILED_REQUEST);
        String channel = "demo/offline-gap";
        ClientTab tab = Way.STREAM.open(visitor, channel);
        server.hub().publishNumbers(channel, 1, 3);
        tab.assertGot(ClientTab.numbers(1, 3));

        goOffline(visitor.context(), tab);
        server.hub().publishNumbers(channel, 4, 6);
        new AdminClient(server.hub()).post("/api/admin/log/trim", "{\"channel\":\"" + channel + "\",\"keep\":1}");
        visitor.context().setOffline(false);

        tab.assertGot(List.of(1, 2, 3, 6));
        tab.awaitState("live");
        assertThat(tab.evaluate("gaps")).isEqualTo(List.of("trimmed"));
    }

    @Test
    void a_page_that_is_loaded_anew_goes_on_where_it_was(Visitor visitor, TomcatProcess server) throws Exception {
        String channel = "demo/reloaded";
        Map<String, ?> remembering = Map.of("remember", "the test");
        ClientTab tab = new ClientTab(visitor).listen(channel, DEFAULTS, remembering);
        tab.awaitState("live");
        server.hub().publishNumbers(channel, 1, 3);
        tab.assertGot(ClientTab.numbers(1, 3));

        tab.page().navigate("about:blank");
        server.hub().publishNumbers(channel, 4, 6);
        ClientTab again = new ClientTab(visitor).listen(channel, DEFAULTS, remembering);
        again.assertGot(ClientTab.numbers(4, 6));
        again.reload();
        server.hub().publishNumbers(channel, 7, 9);
        again.listen(channel, DEFAULTS, remembering);

        again.assertGot(ClientTab.numbers(7, 9));
    }

    @Test
    void a_refusal_says_why_and_what_to_do(Visitor visitor) {
        visitor.expect(FAILED_REQUEST);
        ClientTab tab = new ClientTab(visitor).listen("admin/audit");

        tab.awaitState("refused");

        assertThat(String.valueOf(tab.evaluate("hub.status.problem.type"))).startsWith("/problems/");
        assertThat(String.valueOf(tab.evaluate("hub.status.problem.remedy"))).isNotBlank();
    }

    /** Nothing is there to be read at first; after the sign-in the same subscription is served. */
    @Test
    void whoever_signs_in_is_let_in(Visitor visitor, TomcatProcess server) throws Exception {
        visitor.expect(FAILED_REQUEST);
        ClientTab tab = new ClientTab(visitor).listen("admin/audit");
        tab.awaitState("refused");

        tab.page()
                .evaluate(
                        "(token) => fetch('/api/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } })",
                        Tokens.admin());
        tab.evaluate("hub.renew()");
        tab.awaitState("live");
        new AdminClient(server.hub()).post("/api/admin/log/trim", "{\"channel\":\"demo/none\",\"keep\":1}");

        tab.await("got.length > 0");
    }

    private static void goOffline(BrowserContext context, ClientTab tab) {
        context.setOffline(true);
        tab.await("hub.status.state === 'offline' || hub.status.retryAt !== null");
    }
}
