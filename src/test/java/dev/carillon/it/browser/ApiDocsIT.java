package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.carillon.it.client.OpenApi;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The page of the API. */
@BrowserTest
class ApiDocsIT {

    @Test
    void it_shows_every_operation_and_needs_no_other_host(Visitor visitor, TomcatProcess server) throws Exception {
        List<OpenApi.Operation> operations =
                new OpenApi(server.hub().get("/openapi.json").body()).operations();

        Page page = visitor.visit("/api-docs/#EventsResource_poll");

        Locator shown = page.locator("details.operation");
        assertThat(shown).hasCount(operations.size());
        Assertions.assertThat(shown.all().stream().map(one -> one.getAttribute("id")))
                .containsExactlyInAnyOrderElementsOf(operations.stream()
                        .map(operation -> operation.node().path("operationId").asText())
                        .toList());
        Locator poll = page.locator("#EventsResource_poll");
        assertThat(poll).hasAttribute("open", "");
        Assertions.assertThat(poll.innerText())
                .contains("last_event_id", "whole number, 0 to 10,000", "too-many-selectors", "PollDocument")
                .contains("curl -N -H 'Accept: text/event-stream' 'http://localhost:" + server.port()
                        + "/api/events?channel=demo'");
        Assertions.assertThat(page.evaluate("performance.getEntriesByType('resource')"
                        + ".map((one) => new URL(one.name).origin).filter((origin) => origin !== location.origin)"))
                .isEqualTo(List.of());
    }

    @Test
    void links_within_the_page_lead_somewhere(Visitor visitor) {
        Page page = visitor.visit("/api-docs/");
        assertThat(page.locator("details.operation").first()).isVisible();

        Object lost = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')]"
                + ".map((link) => link.getAttribute('href').slice(1)).filter((id) => !document.getElementById(id))");

        Assertions.assertThat(lost).isEqualTo(List.of());
        Assertions.assertThat(page.locator("a[href^='#']").count()).isGreaterThan(20);
    }

    @Test
    void it_speaks_chinese_and_fits_a_phone_when_all_is_open(Visitors visitors) {
        Page page = visitors.open(Look.PHONE).visit("/api-docs/");
        assertThat(page.locator("details.operation").first()).isVisible();

        page.selectOption("page-header .choices select >> nth=0", "zh-CN");
        page.click("#toggle");

        Assertions.assertThat(page.locator("#publish").innerText()).contains("请求正文", "回答");
        assertThat(page.locator("details:not([open])")).hasCount(0);
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("nothing is wider than the window")
                .isEqualTo(page.evaluate("document.documentElement.clientWidth"));
    }
}
