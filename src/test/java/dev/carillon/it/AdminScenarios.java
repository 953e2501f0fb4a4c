package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code /api/admin/log} for an operator on the server's own machine. */
interface AdminScenarios extends Scenario {

    @Test
    default void the_log_tells_what_it_holds() throws Exception {
        String id = hub().publish(newChannel(), "something");

        HttpResponse<String> response = hub().get("/api/admin/log");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonObject log = json(response);
        assertThat(log.getString("kind")).isEqualTo("sqlite");
        assertThat(id).startsWith(log.getString("epoch") + "-");
        assertThat(offset(log.getString("head"))).isGreaterThanOrEqualTo(offset(id));
        assertThat(offset(log.getString("oldest"))).isBetween(1L, offset(id));
        assertThat(log.getInt("entries")).isPositive();
        assertThat(log.getInt("bytes")).isGreaterThan(log.getInt("entries") * 160);
        assertThat(log.getInt("fileBytes")).isGreaterThan(log.getInt("bytes") / 4);
        // The first rule is the one of the server's own channel.
        assertThat(log.getJsonArray("retention").getJsonObject(1).getString("rule"))
                .isEqualTo("** = forever, " + StartScenarios.LOG_EVENTS + " events");
    }

    @Test
    default void a_backup_is_a_database_of_its_own() throws Exception {
        hub().publish(newChannel(), "something");

        HttpResponse<String> response = hub().post("/api/admin/log/backup", "");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        Path copy = Path.of(json(response).getString("file"));
        assertThat(copy.getParent()).hasFileName("backups");
        assertThat(Files.size(copy)).isEqualTo(json(response).getInt("bytes"));
        assertThat(new String(Files.readAllBytes(copy), 0, 15, StandardCharsets.US_ASCII))
                .isEqualTo("SQLite format 3");
    }

    @Test
    default void who_comes_through_a_proxy_is_not_on_the_server() throws Exception {
        HttpResponse<String> response = hub().get("/api/admin/log", "X-Forwarded-For", "203.0.113.7");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("/problems/forbidden");
        assertThat(hub().post("/api/admin/log/backup", "", "Forwarded", "for=127.0.0.1")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    default void a_page_of_another_origin_is_not_the_operator() throws Exception {
        assertThat(hub().post("/api/admin/log/backup", "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    private static long offset(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }
}
