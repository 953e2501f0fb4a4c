package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The code that the playground gives away is run, and does what the page does. */
@BrowserTest
class PlaygroundCodeIT {

    private static final String DATA = "it's \"quoted\" \\ $HOME `x` 四😀\n<second> line\u202e";

    private final String channel = "demo/" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "curl, fetch",
        "curl, event-source",
        "curl, ndjson",
        "curl, long-poll",
        "curl, short-poll",
        "python, fetch",
        "python, event-source",
        "python, ndjson",
        "python, long-poll",
        "python, short-poll",
        "java, fetch",
        "java, ndjson",
        "java, long-poll",
        "java, short-poll",
        "javascript, fetch",
        "javascript, ndjson",
        "javascript, long-poll",
        "javascript, short-poll"
    })
    void it_subscribes(String language, String transport, Visitor visitor, TomcatProcess server) throws Exception {
        server.hub().publish(channel, "too old");
        server.hub().publish(channel, "kept");
        String code =
                code(visitor, language, "start=last&last=1&every=0.2&transport=" + transport + "&channels=" + channel);

        try (Snippet running = run(language, code)) {
            running.await("kept");
            if (!language.equals("curl") || !transport.endsWith("-poll")) {
                String id = server.hub().publish(channel, "new");
                running.await("new");
                running.await(id);
            }

            Assertions.assertThat(running.output()).doesNotContain("too old").containsOnlyOnce("kept");
        }
    }

    /** EventSource is in browsers. */
    @Test
    void javascript_for_event_source_runs_in_a_page(Visitor visitor, TomcatProcess server) throws Exception {
        server.hub().publish(channel, "kept", "Event-Type", "greeting");
        String code = code(
                visitor,
                "javascript",
                "start=last&last=1&types=greeting&envelope=false&transport=event-source&channels=" + channel);
        Page page = visitor.page();

        page.evaluate("() => { window.told = []; console.log = (...parts) => window.told.push(parts.join(' '));\n"
                + code + "}");

        visitor.await("window.told.some((line) => line.endsWith('greeting kept'))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "javascript", "java", "python"})
    void it_publishes(String language, Visitor visitor, TomcatProcess server) throws Exception {
        Page page = visitor.visit("/playground/#code=publish&language=" + language + "&to=" + channel);
        page.fill("#type", "greeting");
        page.fill("#key", "k 1");
        page.fill("#data", DATA);
        page.click("#new-key");

        String code = page.locator("#code code").textContent();
        String answer;
        try (Snippet running = run(language, code)) {
            answer = running.result();
        }
        page.click("#send");

        Assertions.assertThat(answer).contains("{\"id\":\"");
        assertThat(page.locator("#answer")).containsText("200, after");
        Assertions.assertThat(server.hub()
                        .pollRaw("/api/events/" + channel + "?from=earliest")
                        .body())
                .containsOnlyOnce("\"channel\"")
                .contains("\"type\":\"greeting\",\"key\":\"k 1\"")
                .contains("it's \\\"quoted\\\" \\\\ $HOME `x` 四😀\\n<second> line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "javascript", "java", "python"})
    void it_publishes_what_no_header_can_carry_and_batches(String language, Visitor visitor, TomcatProcess server)
            throws Exception {
        Page page = visitor.visit("/playground/#code=publish&language=" + language + "&to=" + channel);
        page.fill("#type", "订单\u202e");
        page.check("#json");
        page.fill("#data", "{\"n\": 1}");
        String one = page.locator("#code code").textContent();
        page.check("[name=form][value=batch]");
        page.fill(
                "#batch",
                "[{\"channel\":\"" + channel + "\",\"data\":\"it's\"},\n{\"channel\":\"" + channel
                        + "\",\"data\":[2]}]");
        String batch = page.locator("#code code").textContent();

        for (String code : new String[] {one, batch}) {
            try (Snippet running = run(language, code)) {
                running.result();
            }
        }

        Assertions.assertThat(one).doesNotContain("\u202e");
        Assertions.assertThat(server.hub()
                        .pollRaw("/api/events/" + channel + "?from=earliest")
                        .body())
                .contains("\"type\":\"订单\u202e\"", "\"data\":{\"n\":1}", "\"data\":\"it's\"", "\"data\":[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "javascript", "java", "python"})
    void it_sends_a_token_if_that_was_chosen(String language, Visitor visitor) throws Exception {
        String code = code(visitor, language, "token=true&code=publish&to=" + channel);

        Assertions.assertThat(code).contains("Authorization", "CARILLON_TOKEN");
        try (Snippet running = run(language, code, Tokens.publisher("nobody", "elsewhere"))) {
            Assertions.assertThat(running.result()).contains("{\"id\":\"");
        }
    }

    private String code(Visitor visitor, String language, String options) {
        Page page = visitor.visit("/playground/#language=" + language + "&" + options);
        return page.locator("#code code").textContent();
    }

    private static Snippet run(String language, String code) throws IOException {
        return run(language, code, "");
    }

    private static Snippet run(String language, String code, String token) throws IOException {
        return switch (language) {
            case "curl" -> Snippet.shell(code, token);
            case "java" -> Snippet.java(code, token);
            case "python" -> {
                assumeThat(Snippet.canRun("python3")).isTrue();
                yield Snippet.python(code, token);
            }
            default -> {
                assumeThat(Snippet.canRun("node")).isTrue();
                yield Snippet.node(code, token);
            }
        };
    }
}
