package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.Site;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages of other origins: {@code carillon.cors.origins} names one of two. */
@BrowserTest
class ClientOriginIT {

    /** What a browser writes into the console about a request that the other origin does not allow. */
    private static final String NOT_ALLOWED = "blocked by CORS policy|Failed to load resource|ERR_FAILED";

    private static final String LISTEN_PLAINLY = """
            (url) => {
                window.heard = [];
                window.plain = new EventSource(url, { withCredentials: true });
                plain.onmessage = ({ data }) => heard.push(data);
            }""";

    private static Site allowed;
    private static Site other;
    private static TomcatProcess server;

    @BeforeAll
    static void start() throws Exception {
        allowed = new Site();
        other = new Site();
        server = new TomcatProcess.Plan("origins")
                .startingQuickly()
                .with("carillon.cors.origins", allowed.origin())
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
        allowed.close();
        other.close();
    }

    @Test
    void a_page_of_an_origin_that_is_named_reads_and_publishes(Visitors visitors) throws Exception {
        String channel = "demo/elsewhere";
        ClientTab tab = tab(visitors.open(allowed.origin(), Look.DESKTOP), channel);
        tab.awaitState("live");
        tab.page().evaluate(LISTEN_PLAINLY, hub() + "api/events/" + channel);
        tab.await("plain.readyState === EventSource.OPEN");

        server.hub().publishNumbers(channel, 1, 3);
        tab.assertGot(List.of(1, 2, 3));
        tab.evaluate("hub.publish('" + channel + "', { n: 4 }, { type: 'count', key: 'a' })");

        tab.assertGot(List.of(1, 2, 3, Map.of("n", 4)));
        tab.await("heard.length === 3");
        assertThat(tab.evaluate("hub.status.shared")).isEqualTo(true);
    }

    /** A method that is not simple: the browser asks before it sends it. */
    @Test
    void a_page_of_an_origin_that_is_named_may_use_every_method(Visitors visitors) {
        Visitor visitor = visitors.open(allowed.origin(), Look.DESKTOP).expect("status of 4");
        ClientTab tab = tab(visitor, "demo/elsewhere");

        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            Object refusal = tab.page()
                    .evaluate(
                            "(method) => hub.request(method, 'api/chat/rooms/none', {}).catch((error) => error.problem.type)",
                            method);

            assertThat(refusal).as(method).asString().startsWith("/problems/");
        }
    }

    @Test
    void a_page_of_an_origin_that_is_not_named_neither_reads_nor_publishes(Visitors visitors) throws Exception {
        String channel = "demo/nowhere";
        Visitor visitor = visitors.open(other.origin(), Look.DESKTOP).expect(NOT_ALLOWED);
        ClientTab tab = tab(visitor, channel);
        tab.page().evaluate(LISTEN_PLAINLY, hub() + "api/events/" + channel);
        server.hub().publishNumbers(channel, 1, 3);

        Object refusal = tab.page()
                .evaluate(
                        "(channel) => hub.publish(channel, { n: 4 }, { signal: AbortSignal.timeout(1_000) }).catch((error) => error.name)",
                        channel);

        assertThat(refusal).isEqualTo("TimeoutError");
        tab.await("hub.status.state === 'offline'");
        tab.await("plain.readyState === EventSource.CLOSED");
        assertThat(tab.evaluate("[...got, ...heard]")).isEqualTo(List.of());
        assertThat(server.hub().poll("/api/events/" + channel + "?last=10").events())
                .hasSize(3);
    }

    private static ClientTab tab(Visitor visitor, String channel) {
        return new ClientTab(visitor).listen(channel, Map.of("url", hub()), Map.of());
    }

    private static String hub() {
        return "http://localhost:" + server.port() + "/";
    }
}
