package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What machines ask of a server. Payara has pages of its own at these addresses; ours are the ones that answer. */
interface OperationScenarios extends Scenario {

    @Test
    default void a_server_that_runs_is_live_and_ready() throws Exception {
        for (String path : new String[] {"/health/live", "/health/ready"}) {
            HttpResponse<String> response = hub().get(path);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            JsonObject health;
            try (var reader = Json.createReader(new StringReader(response.body()))) {
                health = reader.readObject();
            }
            assertThat(health.getString("status")).isEqualTo("UP");
            assertThat(health.getJsonArray("checks").getValuesAs(JsonObject.class))
                    .extracting(check -> check.getString("name"))
                    .contains("shards");
        }
    }

    @Test
    default void metrics_follow_what_happens() throws Exception {
        String channel = newChannel();
        double connections = everConnected();
        double events = metric("carillon_delivered_events_total");

        try (RawStream stream = hub().subscribe(channel)) {
            hub().publish(channel, "counted");
            assertThat(stream.nextData(1)).containsExactly("counted");

            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .untilAsserted(() -> assertThat(metric("carillon_delivered_events_total"))
                            .isGreaterThan(events));
            assertThat(metric("carillon_connections")).isPositive();
            assertThat(everConnected()).isGreaterThan(connections);
        }
        HttpResponse<String> scrape = hub().get("/metrics");
        assertThat(scrape.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain")
                .contains("version=0.0.4");
        assertThat(scrape.body())
                .contains("# HELP carillon_connections ", "jvm_memory_used_bytes{", "process_cpu_usage ")
                .contains("carillon_socketio_sessions{transport=\"websocket\"} ")
                .contains("carillon_socketio_sockets{namespace=\"/chat\"} ");
    }

    /** It may be anybody behind a proxy, although the proxy is on this machine. */
    @Test
    default void metrics_are_for_no_proxy_that_does_not_say_for_whom_it_asks() throws Exception {
        for (String header : List.of("X-Real-IP", "Forwarded", "X-Forwarded-Proto", "X-Forwarded-For", "Via")) {
            HttpResponse<String> stranger = hub().get("/metrics", header, "unknown");

            assertThat(stranger.statusCode()).as(header).isEqualTo(401);
        }
    }

    /** It may be anybody behind a proxy, although the proxy is on this machine. */
    @Test
    default void metrics_are_not_for_everybody() throws Exception {
        HttpResponse<String> stranger = hub().get("/metrics", "X-Forwarded-For", "203.0.113.7");

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(stranger.body()).contains("/problems/unauthenticated").doesNotContain("carillon_");
    }

    /** Grows only: streams of other tests may still be ending, so those that are open alone may become fewer meanwhile. */
    private double everConnected() throws Exception {
        return metric("carillon_connections") + metric("carillon_connections_closed_total");
    }

    private double metric(String name) throws Exception {
        HttpResponse<String> scrape = hub().get("/metrics");
        assertThat(scrape.statusCode()).as(scrape.body()).isEqualTo(200);
        double sum = 0;
        Matcher line = Pattern.compile("^" + name + "(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE)
                .matcher(scrape.body());
        while (line.find()) {
            sum += Double.parseDouble(line.group(1));
        }
        return sum;
    }
}
