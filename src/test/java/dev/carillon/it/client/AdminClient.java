package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A hub as its administrators see it. */
public final class AdminClient {

    private final HubClient hub;
    private final String token;

    public AdminClient(HubClient hub) {
        this(hub, Tokens.admin());
    }

    public AdminClient(HubClient hub, String token) {
        this.hub = hub;
        this.token = token;
    }

    /** A document. */
    public JsonObject get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = ask("GET", path, null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    /** All items of a list, page after page; each page but the last has as many as the path allows. */
    public List<JsonObject> list(String path) throws IOException, InterruptedException {
        List<JsonObject> items = new ArrayList<>();
        String next = path;
        while (true) {
            JsonObject page = get(next);
            items.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
            if (page.isNull("next")) {
                return items;
            }
            assertThat(page.getJsonArray("items")).isNotEmpty();
            next = path + (path.contains("?") ? "&" : "?") + "after="
                    + URLEncoder.encode(page.getString("next"), StandardCharsets.UTF_8);
        }
    }

    /** Sends JSON, or nothing if it is empty. */
    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        String[] all = Stream.of(headers, Tokens.bearer(token), new String[] {"Content-Type", "application/json"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
        return hub.post(path, body, all);
    }

    public HttpResponse<String> ask(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return method.equals("POST")
                ? post(path, body == null ? "" : body)
                : hub.call(method, path, Tokens.bearer(token));
    }

    public static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
