package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code carillon.js} for as long as it takes to go wrong: a thousand cuts, and tokens that live for seconds. */
@BrowserTest
class ClientEnduranceIT {

    private static final int CUTS = 1_000;

    /** How clients read, one each. */
    private static final List<Map<String, ?>> CLIENTS = List.of(
            Map.of("transport", "stream", "share", false),
            Map.of("transport", "auto", "share", false),
            Map.of("transport", "auto", "share", false),
            Map.of("transport", "long-poll", "share", false));

    /** Takes the answers of the hub apart. A byte more or less, and it is another event that is cut. */
    private static final String CUT = """
            () => {
                const plain = window.fetch;
                window.cuts = 0;
                window.isCutting = false;
                const cut = (body, isPoll) => {
                    const reader = body.getReader();
                    // A poll of which all is lost each time would never get on.
                    let budget = isPoll && Math.random() < 0.5 ? Infinity : 1 + Math.floor(Math.random() * 2000);
                    return new ReadableStream({
                        async pull(controller) {
                            const { done, value } = await reader.read();
                            if (done) {
                                controller.close();
                                return;
                            }
                            if (!window.isCutting || value.length < budget) {
                                budget -= window.isCutting ? value.length : 0;
                                controller.enqueue(value);
                                return;
                            }
                            controller.enqueue(value.slice(0, budget));
                            window.cuts++;
                            reader.cancel();
                            // In a piece of its own, so that what came before is read.
                            setTimeout(() => controller.error(new TypeError("network error")));
                        },
                        cancel: (reason) => reader.cancel(reason),
                    });
                };
                window.fetch = async (address, init) => {
                    const answer = await plain(address, init);
                    if (answer.body === null) {
                        return answer;
                    }
                    const { status, statusText, headers } = answer;
                    const isPoll = headers.get("Content-Type") === "application/json";
                    return new Response(cut(answer.body, isPoll), { status, statusText, headers });
                };
            }""";

    private static final String LISTEN = """
            async (clients) => {
                const { Carillon } = await import("/client/carillon.js");
                window.all = clients.map((options) => {
                    const told = { got: [], gaps: [] };
                    told.hub = new Carillon({ storage: null, ...options });
                    told.hub.subscribe("demo/cuts", { event: ({ data }) => told.got.push(data), gap: (gap) => told.gaps.push(gap) });
                    return told;
                });
            }""";

    private static TomcatProcess hasty;

    /** Clients come back as soon as they may, or the test would take an hour. */
    @BeforeAll
    static void start() throws Exception {
        hasty = new TomcatProcess.Plan("client")
                .startingQuickly()
                .with("carillon.stream.retry", "1ms")
                .with("carillon.auth.clock-skew", "1ms")
                .start();
    }

    @AfterAll
    static void stop() {
        if (hasty != null) {
            hasty.close();
        }
    }

    /** Each at a random byte of what the hub has sent: in an id, in an event, between two. Four clients are cut while somebody publishes. */
    @Test
    void a_thousand_random_cuts_lose_nothing_and_repeat_nothing(Visitors visitors) throws Exception {
        Visitor visitor = visitors.open("http://localhost:" + hasty.port(), Look.DESKTOP);
        ClientTab tab = new ClientTab(visitor);
        Page page = tab.page();
        page.evaluate(CUT);
        page.evaluate(LISTEN, CLIENTS);
        tab.await("all.every(({ hub }) => hub.status.state === 'live')");
        page.evaluate("isCutting = true");

        int published = 0;
        while (cuts(page) < CUTS) {
            hasty.hub().publishNumbers("demo/cuts", published + 1, published + 3);
            published += 3;
            page.waitForTimeout(20);
        }
        page.evaluate("isCutting = false");

        List<Integer> all = ClientTab.numbers(1, published);
        for (int client = 0; client < CLIENTS.size(); client++) {
            String told = "all[" + client + "]";
            tab.await(told + ".got.length >= " + published);
            assertThat(page.evaluate(told + ".got"))
                    .as("client " + CLIENTS.get(client))
                    .isEqualTo(all);
            assertThat(page.evaluate(told + ".gaps")).isEqualTo(List.of());
        }
    }

    /** Each of its tokens lives for four seconds, and the hub tells of its end two seconds before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokens_come_and_go(boolean shared, Visitors visitors) throws Exception {
        String channel = "orders/tokens-" + shared;
        Visitor visitor = visitors.open("http://localhost:" + hasty.port(), Look.DESKTOP);
        // A token may end on its way.
        visitor.expect("status of 401");
        ClientTab tab = new ClientTab(visitor);
        tab.page()
                .exposeFunction(
                        "mint",
                        arguments -> Tokens.sign(Tokens.claims(
                                        "reader-" + shared, Duration.ofSeconds(4), List.of(), List.of(channel), false)
                                .build()));
        tab.evaluate("""
                () => {
                    let token = null;
                    window.asked = [];
                    window.more = {
                        token: async (why) => {
                            asked.push(why);
                            token = token === null || why !== null ? await mint() : token;
                            return token;
                        },
                    };
                }""");
        tab.listen(channel, Map.of("share", shared), Map.of());
        tab.awaitState("live");

        for (int i = 1; i <= 40; i++) {
            hasty.hub().publishNumbers(channel, i, i);
            tab.page().waitForTimeout(250);
        }

        tab.assertGot(ClientTab.numbers(1, 40));
        assertThat(tab.evaluate("asked.includes('expiring') && asked.length < 30"))
                .as(() -> String.valueOf(tab.evaluate("asked")))
                .isEqualTo(true);
        assertThat(tab.evaluate("states.includes('offline') || states.includes('refused')"))
                .isEqualTo(false);
    }

    private static int cuts(Page page) {
        return (Integer) page.evaluate("cuts");
    }
}
