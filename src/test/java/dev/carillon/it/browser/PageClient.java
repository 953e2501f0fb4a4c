package dev.carillon.it.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import dev.carillon.it.client.ScriptClient;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;

/** A tab with the client that the server gives to browsers. */
public final class PageClient implements ScriptClient {

    /** A document of the server without scripts of its own. */
    private static final String BLANK = "/client/package.json";

    private static final String SCENARIO = "/scenario.js";

    private final Page page;

    /** In a tab of its own. */
    public PageClient(Visitor visitor) {
        // A document that names none is asked for one; steps are refused and lose connections.
        visitor.expect("favicon.ico").expect("socket.io");
        page = visitor.newTab();
        page.setDefaultTimeout(120_000);
        page.route(
                "**" + SCENARIO,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript; charset=utf-8")
                        .setPath(Path.of("src/test/node/scenario.js"))));
        page.navigate(BLANK);
        page.evaluate("""
                async (scenario) => {
                    const { io } = await import("/socket.io/socket.io.esm.min.js");
                    window.scenario = await import(scenario);
                    window.scenario.use(io);
                }""", SCENARIO);
    }

    @Override
    public JsonValue call(String function, JsonObject options) {
        try {
            Object answer = page.evaluate(
                    "async ([call, options]) => JSON.stringify([(await scenario[call](JSON.parse(options))) ?? null])",
                    new String[] {function, options.toString()});
            try (var reader = Json.createReader(new StringReader(String.valueOf(answer)))) {
                return reader.readArray().get(0);
            }
        } catch (PlaywrightException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        page.close();
    }
}
