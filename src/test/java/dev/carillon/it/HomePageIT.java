package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.carillon.it.client.OpenApi;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The home page, the pages of problems, and pages that poll, in a real browser. */
@ArquillianTest
class HomePageIT {

    /** Opened by the first test that needs it. */
    private static Browser browser;

    private final HttpClient client = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void openBrowser() throws Exception {
        if (browser == null) {
            browser = Browser.open(chromium(), "en-US");
        }
    }

    private static Path chromium() {
        return Browser.find().orElseGet(() -> {
            String message = "no chromium, chromium-browser or google-chrome on the PATH";
            return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
        });
    }

    @Test
    void an_event_that_anybody_publishes_appears() throws Exception {
        visitHome();

        publish("told by HTTP <b>&");

        browser.await("document.querySelector('#list li pre')?.textContent === 'told by HTTP <b>&'");
        assertThat(browser.evaluate("document.querySelector('#list .id').textContent"))
                .matches("[0-9a-z]+-[0-9]+");
    }

    @Test
    void what_the_form_publishes_appears_with_its_type() throws Exception {
        visitHome();

        browser.type("#type", "greeting");
        browser.type("#data", "told by the form");
        browser.click("#publish button");

        browser.await("document.querySelector('#list li pre')?.textContent === 'told by the form'");
        assertThat(browser.evaluate("document.querySelector('#list .type').textContent"))
                .isEqualTo("greeting");
        assertThat(browser.evaluate("document.querySelector('#answer').textContent"))
                .startsWith("Published with the id ");
    }

    /** EventSource alone would show the id of the event before it. */
    @Test
    void an_event_that_is_not_kept_has_no_id() throws Exception {
        visitHome();

        browser.type("#data", "gone in a moment");
        browser.click("#volatile");
        browser.click("#publish button");

        browser.await("document.querySelector('#list li pre')?.textContent === 'gone in a moment'");
        assertThat(browser.evaluate("document.querySelector('#list .id').textContent"))
                .isEqualTo("volatile, no id");
    }

    @Test
    void a_refusal_is_told_with_its_remedy() throws Exception {
        visitHome();

        browser.type("#channel", "two words");
        browser.click("#publish button");

        browser.await("document.querySelector('#answer').textContent.includes('Rename the channel')");
        assertThat(browser.evaluate("document.querySelector('#answer a').href"))
                .isEqualTo(RealWar.url() + "/problems/invalid-channel");
    }

    @Test
    void whoever_connects_again_is_sent_what_was_missed() throws Exception {
        visitHome();
        publish("before");
        browser.await("document.querySelector('#list li pre')?.textContent === 'before'");

        browser.click("#toggle");
        browser.await("document.querySelector('#state').dataset.state === 'disconnected'");
        publish("missed");
        browser.click("#toggle");

        browser.await("document.querySelector('#list li pre')?.textContent === 'missed'");
        assertThat(browser.evaluate(
                        "[...document.querySelectorAll('#list li')].map((shown) => shown.innerText).join(' | ')"))
                .matches("(?s)[^|]*missed[^|]*\\|[^|]*before[^|]*");
    }

    @Test
    void the_language_is_switched_and_remembered() throws Exception {
        visitHome();
        assertThat(browser.evaluate("document.querySelector('h2').textContent")).isEqualTo("Watch");

        browser.click("[data-language=zh-CN]");
        assertThat(browser.evaluate("document.querySelector('h2').textContent")).isEqualTo("接收");
        browser.visit(RealWar.url() + "/?again");

        browser.await("document.querySelector('#state').textContent === '已连接'");
        assertThat(browser.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
    }

    @Test
    void an_unknown_path_is_a_page_with_a_way_home() throws Exception {
        openBrowser();
        browser.visit(RealWar.url() + "/no/such/page");

        assertThat(browser.evaluate("document.querySelector('h1').textContent")).isEqualTo("Nothing is here");
        assertThat(browser.evaluate("document.querySelector('nav a').href")).isEqualTo(RealWar.url() + "/");
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('main')).maxWidth"))
                .as("the style of the page is loaded")
                .isNotEqualTo("none");
    }

    @Test
    void an_unknown_path_is_a_problem_document_for_a_program() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RealWar.url() + "/no/such/page"))
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"type\":\"/problems/not-found\"", "\"instance\":\"/no/such/page\"");
    }

    /** By the cursor, which makes each URL a new one: the browser's cache has nothing to say. */
    @Test
    void a_page_polls_with_fetch_and_misses_nothing() throws Exception {
        openBrowser();
        browser.visit(RealWar.url() + "/");
        browser.evaluate("""
                (() => {
                    window.got = [];
                    window.waits = 0;
                    const poll = async (query) => (await fetch("/api/events/demo/polled" + query, {headers: {Accept: "application/json"}})).json();
                    (async () => {
                        let answer = await poll("");
                        window.began = true;
                        while (window.got.length < 4) {
                            window.waits++;
                            answer = await poll(`?wait=20&last_event_id=${answer.cursor}`);
                            window.got.push(...answer.events.map((event) => event.data));
                        }
                    })();
                })()""");
        browser.await("window.began === true");

        for (int i = 1; i <= 4; i++) {
            publish("demo/polled", "event " + i);
        }

        browser.await("window.got.length === 4");
        assertThat(browser.evaluate("window.got.join()")).isEqualTo("event 1,event 2,event 3,event 4");
    }

    /** The browser asks with the tag by itself, and gives the page what it has kept. */
    @Test
    void a_page_that_asks_again_is_served_from_the_cache_until_there_is_something() throws Exception {
        openBrowser();
        publish("demo/kept", "1");
        browser.visit(RealWar.url() + "/");
        String poll = """
                fetch("/api/events/demo/kept?last=10%s", {headers: {Accept: "application/json"%s}}).then(async (answer) => {
                    const body = await answer.text();
                    window.answer = answer.status + " " + (body && JSON.parse(body).events.map((event) => event.data).join());
                    window.tag = answer.headers.get("ETag");
                })""";

        assertThat(answer(poll.formatted("", ""))).isEqualTo("200 1");
        assertThat(answer(poll.formatted("", ""))).as("revalidated").isEqualTo("200 1");
        // A page that names the tag itself sees the answer itself.
        assertThat(answer(poll.formatted("", ", \"If-None-Match\": window.tag")))
                .isEqualTo("304 ");
        publish("demo/kept", "2");
        assertThat(answer(poll.formatted("", ""))).isEqualTo("200 1,2");
        assertThat(answer(poll.formatted("&wait=0.2", ", \"If-None-Match\": window.tag")))
                .isEqualTo("304 ");
    }

    @Test
    void the_page_of_the_api_shows_every_operation_and_needs_no_other_host() throws Exception {
        openBrowser();
        browser.forget(RealWar.url());
        HttpResponse<String> description = client.send(
                HttpRequest.newBuilder(URI.create(RealWar.url() + "/openapi.json"))
                        .build(),
                BodyHandlers.ofString());
        List<OpenApi.Operation> operations = new OpenApi(description.body()).operations();

        browser.visit(RealWar.url() + "/api-docs/#EventsResource_poll");

        browser.await("document.querySelectorAll('details.operation').length === " + operations.size());
        assertThat(browser.evaluate(
                        "[...document.querySelectorAll('details.operation')].map((one) => one.id).sort().join()"))
                .isEqualTo(operations.stream()
                        .map(operation -> operation.node().path("operationId").asText())
                        .sorted()
                        .collect(Collectors.joining(",")));
        browser.await("document.querySelector('#EventsResource_poll').open");
        assertThat(browser.evaluate("document.querySelector('#EventsResource_poll').innerText"))
                .contains("last_event_id", "whole number, 0 to 10,000", "too-many-selectors", "PollDocument")
                .contains("curl -N -H 'Accept: text/event-stream' '" + RealWar.url() + "/api/events?channel=demo'");
        assertThat(browser.evaluate("performance.getEntriesByType('resource').map((one) => new URL(one.name).origin)"
                        + ".filter((origin) => origin !== location.origin).length"))
                .isEqualTo("0");
        assertThat(browser.evaluate("document.querySelectorAll('script:not([src]), style, [style], [onclick]').length"))
                .isEqualTo("0");
        assertThat(browser.evaluate("document.querySelectorAll('a[href^=\"#\"]').length > 20 && "
                        + "[...document.querySelectorAll('a[href^=\"#\"]')]"
                        + ".every((link) => document.getElementById(link.getAttribute('href').slice(1)))"))
                .as("links within the page lead somewhere")
                .isEqualTo("true");
    }

    @Test
    void the_page_of_the_api_speaks_chinese_and_fits_a_phone() throws Exception {
        openBrowser();
        browser.forget(RealWar.url());
        browser.visit(RealWar.url() + "/api-docs/");
        browser.await("document.querySelectorAll('details.operation').length > 0");

        browser.click("[data-language=\"zh-CN\"]");
        browser.click("#toggle");

        assertThat(browser.evaluate("document.querySelector('#publish').innerText"))
                .contains("请求正文", "回答");
        assertThat(browser.evaluate("document.querySelectorAll('details:not([open])').length"))
                .isEqualTo("0");
        for (int width : new int[] {1280, 390}) {
            browser.send(
                    "Emulation.setDeviceMetricsOverride",
                    Json.createObjectBuilder()
                            .add("width", width)
                            .add("height", 900)
                            .add("deviceScaleFactor", 1)
                            .add("mobile", false)
                            .build());
            assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                    .as("nothing is wider than " + width + " pixels")
                    .isEqualTo(browser.evaluate("document.documentElement.clientWidth"));
        }
        browser.send("Emulation.clearDeviceMetricsOverride", JsonValue.EMPTY_JSON_OBJECT);
        browser.forget(RealWar.url());
    }

    private static String answer(String fetch) {
        browser.evaluate("window.answer = '', " + fetch);
        browser.await("window.answer !== ''");
        return browser.evaluate("window.answer");
    }

    private static void visitHome() throws Exception {
        openBrowser();
        browser.forget(RealWar.url());
        browser.visit(RealWar.url() + "/");
        browser.await("document.querySelector('#state').dataset.state === 'live'");
    }

    private void publish(String data) throws Exception {
        publish("demo", data);
    }

    private void publish(String channel, String data) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RealWar.url() + "/api/events/" + channel))
                .POST(BodyPublishers.ofString(data))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(201);
    }
}
