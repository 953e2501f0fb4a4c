package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.server.TomcatProcess;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The WAR is dropped into a server that has other applications: it stands under a path of its own. */
@BrowserTest
class ContextPathIT {

    @Test
    void pages_find_everything_that_belongs_to_them_under_any_path(Visitors visitors) throws Exception {
        try (TomcatProcess tomcat = new TomcatProcess.Plan("context-path")
                .startingQuickly()
                .at("carillon")
                .start()) {
            Visitor visitor = visitors.open("http://localhost:" + tomcat.port(), Look.DESKTOP);
            for (SitePage site : SitePage.values()) {
                site.prepare(visitor);

                Page page = visitor.visit("/carillon" + site.path());

                page.locator(site.ready()).first().waitFor();
                Assertions.assertThat(visitor.complaints()).as(site.path()).isEmpty();
            }

            Page signIn = visitor.visit("/carillon/sign-in/");
            Assertions.assertThat(signIn.evaluate("import('lit').then((lit) => typeof lit.html)"))
                    .isEqualTo("function");
            Page unknown = visitor.visit("/carillon/as/deep/as/this");
            assertThat(unknown.locator("h1:visible")).hasText("Nothing is here");
            assertThat(unknown.locator("page-header:visible")).hasCSS("display", "block");
            unknown.locator("a.brand:visible").click();
            assertThat(unknown).hasURL("http://localhost:" + tomcat.port() + "/carillon/");
            unknown.locator(SitePage.HOME.ready()).first().waitFor();
            // A page that is open when the server ends complains, and rightly so.
            unknown.navigate("about:blank");
        }
    }
}
