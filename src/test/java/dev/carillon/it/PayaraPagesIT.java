package dev.carillon.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.browser.BrowserExtension;
import dev.carillon.it.browser.Look;
import dev.carillon.it.browser.SitePage;
import dev.carillon.it.browser.Visitor;
import dev.carillon.it.browser.Visitors;
import dev.carillon.it.client.Tokens;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The pages are the same files on every container; {@code dev.carillon.it.browser} tests them on Tomcat. This looks whether Payara
 * serves each of them, and all that belongs to it: a test fails if a page complains.
 */
@ArquillianTest
@ExtendWith(BrowserExtension.class)
@EnabledIfSystemProperty(named = "carillon.container", matches = "payara")
class PayaraPagesIT {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive().addAsLibrary(RealWar.settings(Map.of()));
    }

    @Test
    void every_page_loads_with_all_that_belongs_to_it(Visitors visitors) {
        Visitor visitor = visitors.open(RealWar.url(), Look.DESKTOP);

        for (SitePage site : SitePage.values()) {
            site.prepare(visitor);
            Page page = visitor.visit(site.path());

            assertThat(page.locator(site.ready()).first()).isVisible();
            assertThat(page.locator("h1:visible")).hasCount(1);
        }
    }

    @Test
    void an_administrator_comes_in_and_is_shown_live_figures(Visitors visitors) {
        Visitor visitor = visitors.open(RealWar.url(), Look.DESKTOP).signIn(Tokens.admin());

        Page page = visitor.visit("/admin/");

        assertThat(page.locator(".side hub-status .state")).hasAttribute("data-state", "live");
        assertThat(page.locator("chart-panel canvas")).hasCount(8);
    }
}
