package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.carillon.it.client.TickerClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The ticker page in one tab, with symbols of its own, and whoever publishes quotes. */
final class TickerVisit {

    /** Digits and letters that make it unlikely (1 in 58 million) that two visits have the same; of longer ones a feed takes no two hundred. */
    private static final int FIRST_NUMBER = 36 * 36 * 36 * 36;

    /** All symbols of this visit begin so. */
    final String begin = "T"
            + Integer.toString(ThreadLocalRandom.current().nextInt(FIRST_NUMBER, 36 * FIRST_NUMBER), 36)
                    .toUpperCase(Locale.ROOT);

    final Page page;
    final TickerClient ticker;
    private final TomcatProcess server;

    private TickerVisit(Page page, TomcatProcess server) {
        this.page = page;
        this.server = server;
        this.ticker = new TickerClient(server.hub());
    }

    /** The page, and all its symbols in sight as far as there are any. */
    static TickerVisit open(Visitor visitor, TomcatProcess server) {
        TickerVisit visit = new TickerVisit(visitor.page(), server);
        visitor.visit("/ticker/");
        visit.awaitLive();
        return visit;
    }

    /** After the server was away, too. */
    void awaitLive() {
        assertThat(page.locator("hub-status .state"))
                .hasAttribute(
                        "data-state",
                        "live",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(Visitor.COMEBACK_MILLIS));
    }

    String symbol(String end) {
        return begin + end;
    }

    void quote(String end, String price) throws IOException, InterruptedException {
        quote(end, price, "");
    }

    /** With more members of the document, such as {@code ,'volume':'5'}. */
    void quote(String end, String price, String more) throws IOException, InterruptedException {
        HttpResponse<String> answer = ticker.post("/" + symbol(end), "{'price':'" + price + "'" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    void search(String text) {
        page.fill("input[type=search]", text);
    }

    /** Shows this one in detail. */
    void openDetail(String end) {
        search(symbol(end));
        row(end).locator(".opener").click();
        assertThat(page.locator("symbol-detail h2")).hasText(symbol(end));
    }

    Locator rows() {
        return page.locator("quote-table tbody tr:not(.spacer)");
    }

    Locator row(String end) {
        return page.locator("quote-table tbody tr:has(th bdi:text-is('" + symbol(end) + "'))");
    }

    Locator interval(String name) {
        return page.locator(".intervals button:text-is('" + name + "')");
    }

    Locator figure(String end, String column) {
        return row(end).locator("td." + column);
    }

    /** What is said of the candle that is pointed at: open, high, low, close or volume. */
    Locator readOut(String part) {
        return page.locator(".read-out [data-part=" + part + "] dd");
    }

    /** Signs in on this page, by a token for a person of this name. */
    void signIn(String name) {
        page.evaluate(
                "token => fetch('../api/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, "
                        + "body: JSON.stringify({token})}).then(answer => { if (!answer.ok) throw answer.status; })",
                Tokens.subscriber(name, "ticker/**"));
        page.reload();
        awaitLive();
    }

    TomcatProcess server() {
        return server;
    }
}
