package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of quotes. */
@BrowserTest
class TickerPageIT {

    @Test
    void a_quote_appears_and_says_where_the_price_went(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.search(visit.symbol("*"));

        visit.quote("A", "12345678901234567890.12");
        assertThat(visit.figure("A", "price")).hasText("12345678901234567890.12");
        visit.quote("A", "12345678901234567890.13", ",'bid':'1.10','ask':'1.20','volume':'1234567'");

        assertThat(visit.figure("A", "price")).hasText("12345678901234567890.13");
        assertThat(visit.figure("A", "price")).hasAttribute("data-move", Pattern.compile("^up-"));
        assertThat(visit.figure("A", "change")).hasText("+0.01");
        assertThat(visit.figure("A", "dayVolume")).hasText("1,234,567");
        assertThat(contentBefore(visit)).contains("▲");

        visit.quote("A", "12345678901234567890.10");
        assertThat(visit.figure("A", "price")).hasAttribute("data-move", Pattern.compile("^down-"));
        assertThat(contentBefore(visit)).contains("▼");
        assertThat(visit.figure("A", "change")).hasText("-0.02");
    }

    @Test
    void a_price_that_moves_again_the_same_way_flashes_again(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.search(visit.symbol("*"));
        visit.quote("A", "1");
        assertThat(visit.figure("A", "price")).hasText("1");
        visit.quote("A", "2");
        assertThat(visit.figure("A", "price")).hasText("2");
        String before = visit.figure("A", "price").getAttribute("data-move");

        visit.quote("A", "3");

        assertThat(visit.figure("A", "price")).hasText("3");
        assertThat(visit.figure("A", "price")).not().hasAttribute("data-move", before);
        assertThat(visit.figure("A", "price")).hasAttribute("data-move", Pattern.compile("^up-"));
    }

    @Test
    void a_table_is_sorted_by_what_its_head_says(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.search(visit.symbol("*"));
        visit.quote("A", "9.5");
        visit.quote("B", "10.25");
        visit.quote("C", "0.000000000000000001");
        assertThat(visit.rows()).hasCount(3);

        visit.page.click("quote-table th.price button");

        assertThat(visit.page.locator("quote-table th.price")).hasAttribute("aria-sort", "descending");
        assertThat(visit.page.locator("quote-table tbody th bdi"))
                .hasText(new String[] {visit.symbol("B"), visit.symbol("A"), visit.symbol("C")});

        visit.page.click("quote-table th.price button");

        assertThat(visit.page.locator("quote-table tbody th bdi"))
                .hasText(new String[] {visit.symbol("C"), visit.symbol("A"), visit.symbol("B")});
    }

    @Test
    void symbols_are_found_by_their_beginning_and_by_any_part(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("AB", "1");
        visit.quote("BA", "2");

        visit.search(visit.symbol("*"));
        assertThat(visit.rows()).hasCount(2);
        visit.search(visit.symbol("B*"));
        assertThat(visit.page.locator("quote-table tbody th bdi")).hasText(new String[] {visit.symbol("BA")});
        visit.search(visit.symbol("ab").toLowerCase(Locale.ROOT));
        assertThat(visit.page.locator("quote-table tbody th bdi")).hasText(new String[] {visit.symbol("AB")});
        visit.search("nothing-is-called-so");

        assertThat(visit.rows()).hasCount(0);
        assertThat(visit.page.locator(".empty")).containsText("No symbol fits.");
    }

    @Test
    void the_own_list_is_there_after_a_reload(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "1");
        visit.quote("B", "2");
        visit.search(visit.symbol("*"));
        visit.row("B").locator(".star").click();

        visit.page.reload();
        visit.page.locator(".lists button").nth(1).click();

        assertThat(visit.page.locator("quote-table tbody th bdi")).hasText(new String[] {visit.symbol("B")});
        assertThat(visit.row("B").locator(".star")).hasAttribute("aria-pressed", "true");
        visit.quote("B", "2.5");
        assertThat(visit.figure("B", "price")).hasText("2.5");

        visit.row("B").locator(".star").click();
        assertThat(visit.page.locator(".empty")).containsText("Your list is empty.");
    }

    @Test
    void a_symbol_that_is_removed_goes_away(Visitor visitor, TomcatProcess server) throws Exception {
        visitor.expect("status of 404");
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "1");
        visit.quote("B", "2");
        visit.openDetail("A");
        visit.search(visit.symbol("*"));
        assertThat(visit.rows()).hasCount(2);
        assertThat(visit.readOut("close")).hasText("1");

        assertThat(visit.ticker.delete(visit.symbol("A")).statusCode()).isEqualTo(204);

        assertThat(visit.page.locator("quote-table tbody th bdi")).hasText(new String[] {visit.symbol("B")});
        assertThat(visit.page.locator(".chart-foot")).containsText("No candles yet.");
    }

    @Test
    void of_many_symbols_only_rows_in_sight_exist(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        StringBuilder quotes = new StringBuilder("[");
        for (int i = 0; i < 600; i++) {
            quotes.append(i == 0 ? "" : ",")
                    .append("{'symbol':'%s%03d','price':'%d'}".formatted(visit.begin, i, i + 1));
        }
        visit.ticker.taken("", quotes.append("]").toString());
        visit.search(visit.symbol("*"));
        assertThat(visit.row("000")).isVisible();
        assertThat(visit.page.locator(".count")).hasText("600 symbols");
        assertThat(visit.page.locator("quote-table table")).hasAttribute("aria-rowcount", "601");
        assertThat(visit.rows().count()).isLessThan(60);

        visit.page.evaluate("document.querySelector('.scroller').scrollTop = 1e6");

        assertThat(visit.row("599")).isVisible();
        assertThat(visit.row("599")).hasAttribute("aria-rowindex", "601");
        assertThat(visit.row("000")).hasCount(0);
        visit.quote("599", "0.5");
        assertThat(visit.figure("599", "price")).hasText("0.5");
    }

    @Test
    void a_server_that_was_killed_is_found_again(Visitor visitor, TomcatProcess server) throws Exception {
        visitor.expect("ERR_|status of 5|Failed to load resource");
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "1");
        visit.openDetail("A");
        assertThat(visit.readOut("close")).hasText("1");

        server.kill();
        assertThat(visit.page.locator("hub-status .state")).not().hasAttribute("data-state", "live");
        server.relaunch();
        server.awaitApplication();
        visit.quote("A", "2");

        visit.awaitLive();
        assertThat(visit.figure("A", "price")).hasText("2");
        assertThat(visit.readOut("close")).hasText("2");
        visit.quote("A", "3");
        assertThat(visit.figure("A", "price")).hasText("3");
        assertThat(visit.readOut("close")).hasText("3");
    }

    @Test
    void nothing_is_read_while_nobody_looks(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        visit.quote("A", "1");
        visit.search(visit.symbol("*"));
        assertThat(visit.figure("A", "price")).hasText("1");

        hide(visit.page, true);
        visit.quote("A", "2");
        visit.quote("A", "3");
        hide(visit.page, false);

        assertThat(visit.figure("A", "price")).hasText("3");
    }

    /** What the browser kept or the address has may be anybody's; symbols themselves have no such characters. */
    @Test
    void tricks_in_what_is_kept_typed_or_addressed_do_nothing(Visitor visitor, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitor, server);
        String trick = "\u202E<img src=x onerror=window.tricked=1>";
        visit.quote("A", "1");
        visit.page.evaluate(
                "kept => localStorage.setItem('carillon.ticker.list', JSON.stringify(kept))",
                List.of(trick, "__proto__", visit.symbol("A")));

        visitor.visit("/ticker/?again#" + trick);
        visit.search(trick);
        assertThat(visit.page.locator(".empty")).containsText("No symbol fits.");
        visit.search("");
        visit.page.locator(".lists button").nth(1).click();

        assertThat(visit.page.locator("quote-table tbody th bdi")).hasText(new String[] {visit.symbol("A")});
        assertThat(visit.page.locator("ticker-page img")).hasCount(0);
        assertThat(visit.page.evaluate("window.tricked ?? 0")).isEqualTo(0);
    }

    @Test
    void the_page_speaks_chinese_where_red_is_up(Visitors visitors, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitors.open(Look.DESKTOP.in("zh-CN")), server);
        visit.quote("A", "1");
        visit.quote("A", "2");
        visit.search(visit.symbol("*"));

        assertThat(visit.page.locator("quote-table th.price")).containsText("价格");
        assertThat(visit.figure("A", "change")).hasCSS("color", "rgb(163, 33, 27)");
        visit.page.locator("page-header select").first().selectOption("en");

        assertThat(visit.page.locator("quote-table th.price")).containsText("Price");
        assertThat(visit.figure("A", "change")).hasCSS("color", "rgb(31, 111, 46)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void axe_finds_nothing(boolean dark, Visitors visitors, TomcatProcess server) throws Exception {
        TickerVisit visit = TickerVisit.open(visitors.open(dark ? Look.DESKTOP.dark() : Look.DESKTOP), server);
        visit.quote("A", "1");
        visit.quote("A", "2");
        visit.signIn("axe-" + visit.begin);
        visit.openDetail("A");
        visit.page.locator("symbol-detail summary").click();
        visit.page.locator("compare-panel button").click();
        assertThat(visit.page.locator("compare-panel [data-measure=changes] td").last())
                .not()
                .hasText("");

        Axe.check(visit.page);
    }

    private static String contentBefore(TickerVisit visit) {
        return (String)
                visit.figure("A", "price").locator("span").evaluate("box => getComputedStyle(box, '::before').content");
    }

    /** As if the tab went behind another one: headless pages are always visible. */
    private static void hide(Page page, boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {configurable: true, value: hidden}); "
                        + "document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }
}
