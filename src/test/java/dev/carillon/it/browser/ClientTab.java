package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A tab in which nothing runs but the client, with one subscription: {@code hub}, {@code listening}, and what it was told in {@code got}, {@code gaps}
 * and {@code states}.
 *
 * <p>Threading: the test's thread alone.
 */
final class ClientTab {

    /** A document of the server without scripts of its own. */
    static final String BLANK = "/client/package.json";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LISTEN = """
            async ([channel, options, how, types]) => {
                const { Carillon } = await import("/client/carillon.js");
                Object.assign(window, { got: [], gaps: [], states: [], transports: new Set() });
                const take = (event) => window.got.push(event.data);
                const told = {
                    gap: (gap) => window.gaps.push(gap.reason),
                    status: (status) => {
                        window.states.push(status.state);
                        window.transports.add(status.transport);
                    },
                };
                window.hub = new Carillon({ ...options, ...window.more });
                window.listening = hub.subscribe(channel, types ? { ...told, types: { message: take } } : { ...told, event: take }, how);
            }""";

    private final Page page;

    /** The first tab. */
    ClientTab(Visitor visitor) {
        this(visitor, visitor.page());
    }

    ClientTab(Visitor visitor, Page page) {
        // A document that names none is asked for one.
        visitor.expect("favicon.ico");
        this.page = page;
        page.navigate(BLANK);
    }

    Page page() {
        return page;
    }

    /** Listens with every option as it is left out. */
    ClientTab listen(String channel) {
        return listen(channel, Map.of(), Map.of());
    }

    ClientTab listen(String channel, Map<String, ?> options, Map<String, ?> how) {
        page.evaluate(LISTEN, List.of(channel, options, how, false));
        return this;
    }

    /** Says that it wants one type alone. */
    ClientTab listenToMessages(String channel, Map<String, ?> options) {
        page.evaluate(LISTEN, List.of(channel, options, Map.of(), true));
        return this;
    }

    /** Loads the document anew: nothing but the storage is left. */
    void reload() {
        page.reload();
    }

    void awaitState(String state) {
        await("hub.status.state === '" + state + "'");
    }

    /** Waits until something is true in the page. */
    void await(String condition) {
        Awaitility.await(condition)
                .pollInSameThread()
                .atMost(PATIENCE)
                .conditionEvaluationListener(look -> {
                    if (!look.isSatisfied() && look.getRemainingTimeInMS() < 1) {
                        System.err.println(
                                page.evaluate("JSON.stringify({states, gaps, count: got.length, status: hub.status})"));
                    }
                })
                .until(() -> Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ")")));
    }

    /** Exactly these were given, in this order. */
    void assertGot(List<?> expected) {
        await("got.length >= " + expected.size());
        assertThat(page.evaluate("got")).isEqualTo(expected);
    }

    /** What {@code HubClient.publishNumbers} publishes. */
    static List<Integer> numbers(int from, int through) {
        return IntStream.rangeClosed(from, through).boxed().toList();
    }

    Object evaluate(String expression) {
        return page.evaluate(expression);
    }
}
