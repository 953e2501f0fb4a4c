package dev.carillon.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.carillon.it.client.Tokens;
import java.util.List;

/** The console in somebody's first tab. */
final class Console {

    static final List<String> SECTIONS = List.of(
            "overview", "connections", "channels", "chat", "feeds", "tokens", "log", "drain", "settings", "audit");

    private final Page page;

    private Console(Page page) {
        this.page = page;
    }

    /** Signs in on the page itself, with a token that may do everything. */
    static Console open(Visitor visitor, String section) {
        return open(visitor, section, Tokens.admin());
    }

    static Console open(Visitor visitor, String section, String token) {
        Page page = visitor.visit("/admin/#" + section);
        Console console = new Console(page);
        console.signIn(token);
        assertThat(page.locator(".side nav")).isVisible();
        return console;
    }

    void signIn(String secret) {
        page.fill("#secret", secret);
        page.click("admin-gate button[type=submit]");
    }

    Page page() {
        return page;
    }

    void go(String section) {
        page.click(".side nav a[href='#" + section + "']");
        assertThat(page.locator(".side nav a[aria-current=page]")).hasAttribute("href", "#" + section);
        assertThat(page.locator(section + "-section h1")).isVisible();
    }

    void awaitLive() {
        assertThat(page.locator(".side hub-status .state")).hasAttribute("data-state", "live");
    }

    /** Says yes to the question that is open. */
    void confirm() {
        page.click("dialog.ask button[value=do]");
    }

    Locator notices() {
        return page.locator("carillon-notices");
    }

    /** The row of the table that has this text. */
    Locator row(String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }
}
