package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts, and the comparison of the three ways to read quotes. */
@BrowserTest
class TickerToolsIT {

    /** Would run if it were markup, and turn the line around if it were not isolated. */
    private static final String TRICK =
            "\u202E<img src=x onerror=\"window.tricked=1\"><script>window.tricked=1</script>";

    @Test
    void whoever_is_not_signed_in_is_told_where_to_do_that(Visitor visitor, TomcatProcess server) {
        TickerVisit visit = TickerVisit.open(visitor, server);

        assertThat(visit.page.locator("alerts-panel")).containsText("once you have said who you are");
        assertThat(visit.page.locator("alerts-panel a")).hasAttribute("href", Pattern.compile("/sign-in/$"));
        assertThat(visit.page.locator("alerts-panel form")).hasCount(0);
    }

    @Test
    void an_alert_goes_off_once_and_is_told(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "99");
        visit.signIn("alert-" + visit.begin);
        create(visit, "up", "100.50", TRICK);
        create(visit, "down", "5", "stays");
        assertThat(waiting(visit)).hasCount(2);

        visit.quote("A", "100.75");

        assertThat(visit.page.locator(".notice"))
                .containsText(visit.symbol("A") + " has risen to 100.50: it is 100.75.");
        assertThat(visit.page.locator(".gone-off li")).containsText("▲ up to 100.50");
        assertThat(visit.page.locator(".gone-off li")).containsText("onerror");
        assertThat(waiting(visit)).hasCount(1);
        assertThat(visit.page.evaluate("window.tricked ?? 0")).isEqualTo(0);
        assertThat(visit.page.locator(".gone-off .note")).hasCSS("unicode-bidi", "isolate");

        visit.page.reload();
        assertThat(visit.page.locator(".gone-off li")).hasCount(1);
        assertThat(waiting(visit)).hasCount(1);
        assertThat(visit.page.locator(".notice")).hasCount(0);
    }

    @Test
    void an_alert_is_deleted(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "99");
        visit.signIn("delete-" + visit.begin);
        create(visit, "any", "100", "");
        assertThat(waiting(visit)).hasCount(1);

        waiting(visit).locator("button").click();

        assertThat(waiting(visit)).hasCount(0);
        visit.page.reload();
        assertThat(visit.page.locator("alerts-panel")).containsText("No alert waits.");
    }

    @Test
    void a_refused_alert_says_why(Visitor visitor, TomcatProcess server) {
        visitor.expect("status of 400");
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.signIn("refused-" + visit.begin);

        create(visit, "up", "a lot", "");

        assertThat(visit.page.locator("alerts-panel [role=alert]")).containsText("a lot");
        assertThat(visit.page.locator("#alert-price")).hasValue("a lot");
    }

    @Test
    void push_is_fresher_than_a_short_poll_and_costs_one_request(Visitor visitor, TomcatProcess server)
            throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "1");
        visit.openDetail("A");
        AtomicInteger price = new AtomicInteger(1);
        ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> producing =
                    producer.scheduleWithFixedDelay(() -> publish(visit, price), 0, 100, TimeUnit.MILLISECONDS);
            visit.page.locator("compare-panel .panel-head button").click();
            // At least three: a look of the test that comes late sees more.
            assertThat(measure(visit, "requests", "short-poll"))
                    .hasText(
                            Pattern.compile("^([3-9]|\\d\\d+)$"),
                            new LocatorAssertions.HasTextOptions().setTimeout(60_000));
            visit.page.locator("compare-panel .panel-head button").click();
            assertThat(producing.isDone()).as("no quote was refused").isFalse();
        } finally {
            producer.shutdownNow();
        }

        assertThat(measure(visit, "requests", "push")).hasText("1");
        assertThat(figure(measure(visit, "requests", "long-poll"))).isGreaterThan(3);
        assertThat(figure(measure(visit, "changes", "push")))
                .isGreaterThan(figure(measure(visit, "changes", "short-poll")));
        assertThat(figure(measure(visit, "meanAge", "push")))
                .isLessThan(figure(measure(visit, "meanAge", "short-poll")) / 2);
        assertThat(visit.page.locator("compare-panel .summary"))
                .containsText("Asking every 2 s took "
                        + measure(visit, "requests", "short-poll").textContent() + " requests");
    }

    private static void create(TickerVisit visit, String crosses, String price, String note) {
        visit.page.fill("#alert-symbol", visit.symbol("A"));
        visit.page.selectOption("#alert-crosses", crosses);
        visit.page.fill("#alert-price", price);
        visit.page.fill("#alert-note", note);
        visit.page.click("alerts-panel form button");
        assertThat(visit.page.locator("alerts-panel form button")).hasAttribute("aria-disabled", "false");
    }

    private static Locator waiting(TickerVisit visit) {
        return visit.page.locator(".alerts:not(.gone-off) li");
    }

    private static Locator measure(TickerVisit visit, String measure, String technique) {
        return visit.page.locator("[data-measure=" + measure + "] [data-technique=" + technique + "]");
    }

    private static double figure(Locator cell) {
        return Double.parseDouble(cell.textContent().replaceAll("[^0-9.]", ""));
    }

    private static void publish(TickerVisit visit, AtomicInteger price) {
        try {
            visit.quote("A", String.valueOf(price.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
