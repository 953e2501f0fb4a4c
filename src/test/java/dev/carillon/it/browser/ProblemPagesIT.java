package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.carillon.it.server.TomcatProcess;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The pages that the server writes itself: unknown paths, refusals, and what problems mean. */
@BrowserTest
class ProblemPagesIT {

    @Test
    void an_unknown_path_is_a_page_with_the_way_to_all_others(Visitor visitor, TomcatProcess server) {
        Page page = visitor.expect("status of 404").visit("/no/such/page");

        assertThat(page.locator("h1:visible")).hasText("Nothing is here");
        assertThat(page).hasTitle("Nothing is here · Carillon");
        Assertions.assertThat(page.locator("header:visible nav a").all().stream()
                        .map(link -> link.evaluate("(link) => link.href")))
                .containsExactlyElementsOf(
                        List.of("", "chat/", "ticker/", "playground/", "socketio/", "admin/", "api-docs/").stream()
                                .map(path -> "http://localhost:" + server.port() + "/" + path)
                                .toList());
    }

    @Test
    void it_needs_no_script(Visitors visitors) {
        Page page = visitors.openWithoutScripts(Look.PHONE.in("zh-CN"))
                .expect("status of 404")
                .visit("/no/such/page");

        assertThat(page.locator("h1:visible")).hasText("这里什么也没有");
        assertThat(page.locator("header:visible nav a").first()).hasText("首页");
        assertThat(page.locator("select:visible")).hasCount(0);
    }

    @Test
    void the_language_is_switched_without_asking_the_server_again(Visitor visitor) {
        Page page = visitor.expect("status of 404").visit("/no/such/page");
        page.evaluate("window.mark = 'the same page'");

        Locator language = page.locator("select[name=language]:visible");
        language.selectOption("zh-CN");

        assertThat(page.locator("h1:visible")).hasText("这里什么也没有");
        assertThat(page).hasTitle("这里什么也没有 · Carillon");
        assertThat(language).hasValue("zh-CN");
        assertThat(language).isFocused();
        Assertions.assertThat(page.evaluate("window.mark")).isEqualTo("the same page");
        visitor.visit("/problems/busy");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    }

    @Test
    void the_colours_that_were_chosen_are_worn_here_too(Visitor visitor) {
        Page page = visitor.visit("/problems/");

        page.locator("select[name=theme]:visible").selectOption("dark");
        visitor.expect("status of 404").visit("/no/such/page");

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("select[name=theme]:visible")).hasValue("dark");
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(23, 22, 19)");
    }

    @Test
    void what_is_refused_to_a_person_is_a_page(Visitor visitor) {
        Page page = visitor.expect("status of 400").visit("/api/events/two%20words");

        assertThat(page.locator("h1:visible")).hasText(Pattern.compile("selector"));
        assertThat(page.locator("main:visible dd").nth(2)).isVisible();
    }

    @Test
    void a_path_with_markup_is_shown_as_it_was_written(Visitor visitor) {
        visitor.expect("status of 40[04]");

        Page page = visitor.visit("/%3Cimg%20src=x%20onerror=alert(1)%3E/'\"<script>alert(1)</script>/\u202e");

        assertThat(page.locator("h1:visible")).isVisible();
        assertThat(page.locator("main img, main script")).hasCount(0);
    }
}
