package dev.carillon.it.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What goes wrong in the pages of a visitor without being seen: errors that nobody caught, and what the browser or a page writes to
 * the console as an error. Requests that fail and violations of the Content-Security-Policy are among the latter.
 *
 * <p>Threading: the test's thread alone. Playwright tells of events while it is called.
 */
final class Complaints {

    private final List<String> heard = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    Complaints(BrowserContext context) {
        context.onWebError(error -> heard.add("uncaught: " + error.error()));
        context.onConsoleMessage(this::onConsole);
    }

    /** From now on, and for what was heard already. */
    void expect(String regex) {
        expected.add(Pattern.compile(regex));
    }

    List<String> unexpected() {
        return heard.stream()
                .filter(complaint -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(complaint).find()))
                .toList();
    }

    private void onConsole(ConsoleMessage message) {
        if (message.type().equals("error")) {
            heard.add("console: " + message.text() + " (" + message.location() + ")");
        }
    }
}
