package dev.carillon.it.browser;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests of the client's modules, which are modules themselves: {@code src/test/webapp/client}. They need no server. */
@BrowserTest
class ClientModulesIT {

    private static final String URL = "http://localhost:1";
    private static final Path MODULES = Path.of("webapp");
    private static final Path TESTS = Path.of("src/test/webapp/client");

    @TestFactory
    Stream<DynamicTest> modules(Visitors visitors) {
        Visitor visitor = visitors.open(URL, Look.DESKTOP);
        visitor.context().route(URL + "/**", ClientModulesIT::serve);
        Page page = visitor.page();
        page.setDefaultTimeout(180_000);

        page.navigate("/index.html");
        Object outcomes = page.evaluate("window.outcomes");

        return ((List<?>) outcomes).stream().map(outcome -> {
            Map<?, ?> told = (Map<?, ?>) outcome;
            return dynamicTest(String.valueOf(told.get("name")), () -> assertNull(told.get("failure")));
        });
    }

    private static void serve(Route route) {
        URI address = URI.create(route.request().url());
        String path = address.getPath();
        if (path.equals("/stream")) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody(URLDecoder.decode(address.getRawQuery(), StandardCharsets.UTF_8)));
            return;
        }
        Path file = path.startsWith("/client/") ? MODULES.resolve(path.substring(1)) : TESTS.resolve(path.substring(1));
        if (Files.isRegularFile(file)) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType(path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8")
                    .setBody(read(file)));
        } else {
            route.fulfill(new Route.FulfillOptions().setStatus(404));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
