package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.server.TomcatProcess;
import org.junit.jupiter.api.Test;

/** What a page of somebody else does with polls: {@code fetch} and the browser's cache. */
@BrowserTest
class PollingPageIT {

    private static final String GET_JSON = "{headers: {Accept: 'application/json'%s}}";

    /** By the cursor, which makes each URL a new one: the browser's cache has nothing to say. */
    @Test
    void a_page_polls_with_fetch_and_misses_nothing(Visitor visitor, TomcatProcess server) throws Exception {
        Page page = visitor.visit("/");
        page.evaluate("""
                async () => {
                    window.got = [];
                    const poll = async (query) =>
                        (await fetch("/api/events/demo/polled" + query, {headers: {Accept: "application/json"}})).json();
                    let answer = await poll("");
                    (async () => {
                        while (window.got.length < 4) {
                            answer = await poll(`?wait=20&last_event_id=${answer.cursor}`);
                            window.got.push(...answer.events.map((event) => event.data));
                        }
                    })();
                }""");

        for (int i = 1; i <= 4; i++) {
            publish(server, "demo/polled", "event " + i);
        }

        visitor.await("window.got.length === 4");
        assertThat(page.evaluate("window.got.join()")).isEqualTo("event 1,event 2,event 3,event 4");
    }

    /** The browser asks with the tag by itself, and gives the page what it has kept. */
    @Test
    void a_page_that_asks_again_is_served_from_the_cache_until_there_is_something(Visitor visitor, TomcatProcess server)
            throws Exception {
        publish(server, "demo/kept", "1");
        Page page = visitor.visit("/");
        // A page that names the tag itself sees the answer itself.
        String named = GET_JSON.formatted(", 'If-None-Match': window.tag");

        assertThat(answer(page, "", GET_JSON.formatted(""))).isEqualTo("200 1");
        assertThat(answer(page, "", GET_JSON.formatted(""))).as("revalidated").isEqualTo("200 1");
        assertThat(answer(page, "", named)).isEqualTo("304 ");
        publish(server, "demo/kept", "2");
        assertThat(answer(page, "", GET_JSON.formatted(""))).isEqualTo("200 1,2");
        assertThat(answer(page, "&wait=0.2", named)).isEqualTo("304 ");
    }

    private static String answer(Page page, String query, String options) {
        return (String) page.evaluate("""
                async () => {
                    const answer = await fetch("/api/events/demo/kept?last=10%s", %s);
                    const body = await answer.text();
                    window.tag = answer.headers.get("ETag");
                    return answer.status + " " + (body && JSON.parse(body).events.map((event) => event.data).join());
                }""".formatted(query, options));
    }

    private static void publish(TomcatProcess server, String channel, String data) throws Exception {
        assertThat(server.hub().post("/api/events/" + channel, data).statusCode())
                .isEqualTo(201);
    }
}
