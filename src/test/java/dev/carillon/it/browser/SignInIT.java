package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.it.server.TomcatProcess;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The page where one signs in. */
@BrowserTest
class SignInIT {

    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/sign-in/#[\\w-]+");
    private static final String ASK_FOR_THE_LOG = "fetch('../api/admin/log').then((answer) => answer.status)";

    @Test
    void the_operator_signs_in_by_the_link_in_the_log_and_out_again(Visitors visitors) throws Exception {
        TomcatProcess.Plan plan =
                new TomcatProcess.Plan("sign-in").startingQuickly().with("carillon.auth.secret", "");
        try (TomcatProcess tomcat = plan.start()) {
            Matcher link = LINK.matcher(tomcat.log());
            Assertions.assertThat(link.find()).as(tomcat.log()).isTrue();
            Visitor operator = visitors.open("http://localhost:" + tomcat.port(), Look.DESKTOP);

            Page page = operator.visit(link.group());

            assertThat(page.locator("#name")).hasText("Administrator");
            assertThat(page.locator("#admin")).hasText("yes");
            Assertions.assertThat(page.evaluate("location.hash")).isEqualTo("");
            Assertions.assertThat(page.evaluate("document.cookie"))
                    .as("no page reads it")
                    .isEqualTo("");
            Assertions.assertThat(page.evaluate(ASK_FOR_THE_LOG)).isEqualTo(200);

            page.selectOption("page-header .choices select >> nth=0", "zh-CN");
            assertThat(page.locator("h1")).hasText("登录");

            operator.expect("status of 401");
            page.click("#out");
            assertThat(page.locator("#form")).isVisible();
            Assertions.assertThat(page.evaluate(ASK_FOR_THE_LOG)).isEqualTo(401);
        }
    }
}
