package dev.carillon.it.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the chat's page knows no page: {@code src/test/resources/chat/page}, one test for each function that is exported. */
@BrowserTest
class ChatScriptsIT {

    private static final String RUN = """
            async (name) => {
                const tests = Object.entries(await import(`/under-test/${name}.js`));
                const failures = [];
                for (const [sentence, test] of tests) {
                    try {
                        await test();
                    } catch (failure) {
                        failures.push(`${sentence}: ${failure.stack ?? failure}`);
                    }
                }
                return [tests.length, ...failures];
            }""";

    @ParameterizedTest
    @ValueSource(strings = {"timeline", "markdown", "outbox", "room-store", "socket-room"})
    void the_script_does_what_its_tests_say(String name, Visitor visitor) {
        Page page = visitor.visit("/sign-in/");
        page.route(
                "**/under-test/*.js",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setPath(Path.of("src/test/resources/chat/page", fileOf(route)))));

        List<?> outcome = (List<?>) page.evaluate(RUN, name);

        Assertions.assertThat(outcome.subList(1, outcome.size())).isEmpty();
        Assertions.assertThat((Integer) outcome.get(0)).isPositive();
    }

    private static String fileOf(Route route) {
        String url = route.request().url();
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
