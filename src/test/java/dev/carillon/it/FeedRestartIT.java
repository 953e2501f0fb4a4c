package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.TomcatProcess;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What administrators have made of the feeds, after the server was killed. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class FeedRestartIT {

    @Test
    void feeds_are_as_they_were_when_the_server_was_killed() throws Exception {
        try (TomcatProcess tomcat =
                new TomcatProcess.Plan("feeds").startingQuickly().start()) {
            ask(tomcat, 201, "POST", "", "{\"name\":\"kept\",\"kind\":\"clock\",\"config\":{\"every\":\"PT1H\"}}");
            ask(tomcat, 201, "POST", "", "{\"name\":\"gone\",\"kind\":\"clock\"}");
            ask(tomcat, 200, "PATCH", "/kept", "{\"config\":{\"symbol\":\"UTC\"}}");
            ask(tomcat, 200, "PATCH", "/demo", "{\"running\":false}");
            ask(tomcat, 204, "DELETE", "/gone", "");

            tomcat.kill();
            tomcat.relaunch();
            tomcat.awaitApplication();

            Map<String, JsonObject> feeds = new AdminClient(tomcat.hub())
                    .get("/api/admin/feeds").getJsonArray("feeds").getValuesAs(JsonObject.class).stream()
                            .collect(Collectors.toMap(feed -> feed.getString("name"), feed -> feed));
            assertThat(feeds).containsOnlyKeys("demo", "kept");
            assertThat(feeds.get("demo").getBoolean("running")).isFalse();
            assertThat(feeds.get("demo").getString("origin")).isEqualTo("settings");
            assertThat(feeds.get("kept").getBoolean("running")).isTrue();
            assertThat(feeds.get("kept").getJsonObject("config").toString())
                    .isEqualTo("{\"every\":\"PT1H\",\"symbol\":\"UTC\"}");
        }
    }

    private static void ask(TomcatProcess tomcat, int status, String method, String path, String body)
            throws Exception {
        String[] admin = Tokens.bearer(Tokens.admin());
        HttpResponse<String> response = body.isEmpty()
                ? tomcat.hub().call(method, "/api/admin/feeds" + path, admin)
                : tomcat.hub()
                        .send(
                                method,
                                "/api/admin/feeds" + path,
                                body,
                                admin[0],
                                admin[1],
                                "Content-Type",
                                "application/json");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }
}
