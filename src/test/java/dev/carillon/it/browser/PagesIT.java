package dev.carillon.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every page has to be, in both languages, light and dark, on a wide screen and on a phone. {@code target/screenshots} has what they
 * look like.
 */
@BrowserTest
class PagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    static Stream<Arguments> pagesInBothLanguages() {
        return Arrays.stream(SitePage.values())
                .flatMap(site -> Stream.of("en", "zh-CN").map(language -> Arguments.of(site, language)));
    }

    @ParameterizedTest
    @MethodSource("pagesInBothLanguages")
    void a_page_can_be_used_by_everybody(SitePage site, String language, Visitors visitors) {
        Visitor visitor = visitors.open(Look.DESKTOP.in(language));
        site.prepare(visitor);

        Page page = visitor.visit(site.path());
        page.locator(site.ready()).first().waitFor();

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(page.getAttribute("html", "lang")).as("language").isEqualTo(language);
        softly.assertThat(page.title()).as("title").isNotBlank();
        softly.assertThat(page.locator("h1:visible").count()).as("headings").isEqualTo(1);
        softly.assertThat(page.locator("main:visible").count()).as("main").isEqualTo(1);
        softly.assertThat(VisibleText.wrong(page, language)).as("texts").isEmpty();
        for (Look look : List.of(Look.DESKTOP, Look.PHONE)) {
            page.setViewportSize(look.width(), look.height());
            softly.assertThat(tooWide(page)).as("wider than " + look.width()).isEmpty();
            softly.assertThatCode(() -> awaitNeatHeader(page))
                    .as("header at " + look.width())
                    .doesNotThrowAnyException();
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
                String where = scheme + " at " + look.width();
                Path picture = SCREENSHOTS.resolve(name(site, language, scheme, look));
                softly.assertThatCode(() -> takeOnceInColour(page, picture, scheme))
                        .as("colours, " + where)
                        .doesNotThrowAnyException();
                if (look.equals(Look.DESKTOP) || scheme == onThePhone(language)) {
                    softly.assertThatCode(() -> Axe.check(page)).as(where).doesNotThrowAnyException();
                }
            }
        }
        softly.assertAll();
    }

    /** Each language has one of both there, since axe takes its time. */
    private static ColorScheme onThePhone(String language) {
        return language.equals("en") ? ColorScheme.LIGHT : ColorScheme.DARK;
    }

    /** What reaches beyond the right edge, if the page can be scrolled there. */
    private static List<?> tooWide(Page page) {
        return (List<?>) page.evaluate("""
                () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
                    [...document.querySelectorAll("body *")]
                        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
                        .map((element) => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)
                        .slice(-10)""");
    }

    /** The link to this page is in sight, if there is one, and what stands in one line stands at one height, whatever else the page styles. */
    private static void awaitNeatHeader(Page page) {
        Awaitility.await("a neat header")
                .pollInSameThread()
                .atMost(Visitor.PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat((String) page.evaluate("""
                () => {
                  const box = (part) => document.querySelector(`.page-header ${part}`)?.getBoundingClientRect();
                  const middle = ({ top, bottom }) => (top + bottom) / 2;
                  const [brand, pages, choices, here] = [".brand", "nav", ".choices", "nav [aria-current]"].map(box);
                  const wrong = [];
                  if (here && (here.left < pages.left - 1 || here.right > pages.right + 1)) {
                    wrong.push("out of sight");
                  }
                  if (pages.top < brand.bottom && [pages, choices].some((part) => Math.abs(middle(part) - middle(brand)) > 1)) {
                    wrong.push("not level");
                  }
                  return wrong.map((what) => `${what}: ${JSON.stringify({ brand, pages, choices, here })}`).join();
                }""")).isEmpty());
    }

    /** The browser tells its page of another scheme in its own time, and draws it when it is looked at. */
    private static void takeOnceInColour(Page page, Path picture, ColorScheme scheme) {
        Awaitility.await("dark on light is " + (scheme == ColorScheme.LIGHT))
                .pollInSameThread()
                .atMost(Visitor.PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
                    boolean darkOnLight = brightness(page, "backgroundColor") > brightness(page, "color");
                    return darkOnLight == (scheme == ColorScheme.LIGHT);
                });
    }

    private static int brightness(Page page, String property) {
        return (int) page.evaluate(
                "(property) => Math.round(getComputedStyle(document.body)[property].match(/[0-9.]+/g)"
                        + ".slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3)",
                property);
    }

    private static String name(SitePage site, String language, ColorScheme scheme, Look look) {
        return String.join(
                        "-",
                        site.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        language,
                        scheme.name().toLowerCase(Locale.ROOT),
                        Integer.toString(look.width()))
                + ".png";
    }
}
