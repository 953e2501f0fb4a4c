package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.carillon.it.server.TomcatProcess;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The candles of one symbol. */
@BrowserTest
class TickerDetailIT {

    @ParameterizedTest
    @ValueSource(strings = {"1s", "1m", "5m", "1h", "1d"})
    void the_chart_of_each_interval_says_what_its_candle_says(String interval, Visitor visitor, TomcatProcess server)
            throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        String then = second(Instant.now().minusSeconds(60));
        for (String price : new String[] {"10.00", "12.50", "9.25", "11.00"}) {
            visit.quote("A", price, ",'volume':'500','time':'" + then + "'");
        }
        visit.openDetail("A");

        visit.interval(interval).click();

        assertThat(visit.page.locator(".intervals [aria-pressed=true]")).hasText(interval);
        assertThat(visit.readOut("open")).hasText("10.00");
        assertThat(visit.readOut("high")).hasText("12.50");
        assertThat(visit.readOut("low")).hasText("9.25");
        assertThat(visit.readOut("close")).hasText("11.00");
        assertThat(visit.readOut("volume")).hasText("2,000");
        assertThat(chart(visit))
                .hasAttribute(
                        "aria-valuetext",
                        Pattern.compile(".*Open 10.00, High 12.50, Low 9.25, Close 11.00, Volume 2,000"));
        // What is said of a candle needs no chart, which may come later.
        awaitChart(visit);
        Awaitility.await("something is drawn")
                .pollInSameThread()
                .atMost(Visitor.PATIENCE)
                .until(() -> colouredPixels(visit) > 0);
    }

    @Test
    void the_open_candle_grows_with_quotes_and_a_closed_one_is_as_the_hub_says(Visitor visitor, TomcatProcess server)
            throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(600);
        visit.quote("A", "5", at(minute));
        visit.openDetail("A");
        assertThat(visit.readOut("close")).hasText("5");

        visit.quote("A", "7", at(minute.plusSeconds(1)));
        visit.quote("A", "4", at(minute.plusSeconds(2)));
        assertThat(visit.readOut("high")).hasText("7");
        assertThat(visit.readOut("low")).hasText("4");
        visit.quote("A", "6", at(minute.plusSeconds(60)));

        assertThat(visit.readOut("open")).hasText("6");
        visit.page.locator("symbol-detail summary").click();
        Locator rows = visit.page.locator("symbol-detail details tbody tr");
        assertThat(rows).hasCount(2);
        assertThat(rows.nth(1).locator("td")).hasText(new String[] {"5", "7", "4", "4", "3"});
        // One that quotes began has no volume before the hub was asked.
        assertThat(rows.nth(0).locator("td")).hasText(new String[] {"6", "6", "6", "6", "1"});
    }

    @Test
    void the_arrow_keys_and_the_pointer_read_older_candles(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(1_200);
        for (int i = 0; i < 15; i++) {
            visit.quote("A", "" + (100 + i), at(minute.plusSeconds(60L * i)));
        }
        visit.openDetail("A");
        assertThat(visit.readOut("close")).hasText("114");
        awaitChart(visit);

        chart(visit).focus();
        visit.page.keyboard().press("Home");
        assertThat(visit.readOut("close")).hasText("100");
        assertThat(chart(visit)).hasAttribute("aria-valuenow", "0");
        visit.page.keyboard().press("ArrowRight");
        assertThat(visit.readOut("close")).hasText("101");

        BoundingBox over = visit.page.locator(".u-over").boundingBox();
        visit.page.mouse().move(over.x + over.width - 22, over.y + over.height / 2);
        assertThat(visit.readOut("close")).hasText(Pattern.compile("11[1-3]"));
        visit.page.mouse().move(0, 0);
        assertThat(visit.readOut("close")).hasText("114");
    }

    @Test
    void the_address_names_what_is_shown(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "1");
        visit.openDetail("A");
        visit.interval("5m").click();
        assertThat(visit.page).hasURL(Pattern.compile("#" + visit.symbol("A") + "/5m$"));

        visit.page.reload();

        assertThat(visit.page.locator("symbol-detail h2")).hasText(visit.symbol("A"));
        assertThat(visit.page.locator(".intervals [aria-pressed=true]")).hasText("5m");
        assertThat(visit.readOut("close")).hasText("1");
    }

    @Test
    void older_candles_are_fetched_when_somebody_goes_there(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);

        goToTheOldest(visit);

        assertThat(visit.readOut("close")).hasText("1000");
    }

    @Test
    void who_looks_at_older_candles_goes_on_after_the_server_was_killed(Visitor visitor, TomcatProcess server)
            throws Exception {
        visitor.expect("ERR_|status of 50");
        TickerVisit visit = TickerVisit.open(visitor, server);
        goToTheOldest(visit);
        assertThat(visit.readOut("close")).hasText("1000");

        server.kill();
        server.relaunch();
        server.awaitApplication();
        visit.awaitLive();
        visit.quote("A", "7");

        assertThat(chart(visit)).hasAttribute("aria-valuemax", "620");
        assertThat(visit.readOut("close")).hasText("1000");
    }

    /** Of 620 candles of a second, of which a page has 500 at first. */
    private static void goToTheOldest(TickerVisit visit) throws Exception {
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1_000);
        for (int from = 0; from < 620; from += 310) {
            StringBuilder quotes = new StringBuilder("[");
            for (int i = from; i < from + 310; i++) {
                quotes.append(i == from ? "" : ",")
                        .append("{'symbol':'%s','price':'%d','time':'%s'}"
                                .formatted(visit.symbol("A"), 1_000 + i, first.plusSeconds(i)));
            }
            visit.ticker.taken("", quotes.append("]").toString());
        }
        visit.openDetail("A");
        visit.interval("1s").click();
        assertThat(chart(visit)).hasAttribute("aria-valuemax", "499");
        awaitChart(visit);

        // A pointer that rests on the chart when it moves points at a candle, too.
        visit.page.mouse().move(0, 0);
        chart(visit).focus();
        visit.page.keyboard().press("Home");

        assertThat(chart(visit)).hasAttribute("aria-valuemax", "619");
        visit.page.keyboard().press("Home");
    }

    /** The page is of use before the library of its chart is there; whoever moves about in a chart needs it. */
    private static void awaitChart(TickerVisit visit) {
        assertThat(visit.page.locator("symbol-detail .u-over")).isVisible();
    }

    private static Locator chart(TickerVisit visit) {
        return visit.page.locator("symbol-detail .chart");
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String at(Instant time) {
        return ",'volume':'1','time':'" + time + "'";
    }

    /** Pixels of the chart that have one of the two colours of candles. */
    private static int colouredPixels(TickerVisit visit) {
        return (int)
                visit.page.evaluate(
                        "() => { const canvas = document.querySelector('.chart canvas'); "
                                + "const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); let found = 0; "
                                + "for (let i = 0; i < data.length; i += 4) { "
                                + "if (data[i + 3] === 255 && data[i] === 31 && data[i + 1] === 111 && data[i + 2] === 46) found++; } return found; }");
    }
}
