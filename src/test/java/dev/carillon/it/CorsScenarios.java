package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins. The WAR allows {@link #ORIGIN}. */
interface CorsScenarios extends Scenario {

    String ORIGIN = "https://app.example";

    @Test
    default void a_page_of_an_allowed_origin_reads_a_stream_and_sees_its_gap() throws Exception {
        String url = "/api/events?channel=" + newChannel();
        try (RawStream stream = hub().stream(url, "Origin: " + ORIGIN, "Last-Event-ID: k3-1")) {
            assertThat(stream.header("Access-Control-Allow-Origin")).hasValue(ORIGIN);
            assertThat(stream.header("Access-Control-Allow-Credentials")).hasValue("true");
            assertThat(stream.header("Access-Control-Expose-Headers").orElse(""))
                    .contains("Carillon-Gap", "Carillon-Cursor", "ETag");
            assertThat(stream.header("Vary")).hasValue("Origin");
            assertThat(stream.header("Carillon-Gap")).isPresent();
        }
    }

    @Test
    default void a_page_of_another_origin_gets_no_permission() throws Exception {
        try (RawStream stream = hub().subscribe(newChannel(), "Origin: https://evil.example")) {
            assertThat(stream.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(stream.header("Vary")).hasValue("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/events", "/api/events/a/b"})
    default void a_preflight_is_answered(String path) throws Exception {
        try (RawStream preflight = RawStream.request(
                "OPTIONS",
                "HTTP/1.1",
                hub().at(path),
                "Origin: " + ORIGIN,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type,last-event-id",
                "Connection: close")) {
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue(ORIGIN);
            assertThat(preflight.header("Access-Control-Allow-Methods").orElse(""))
                    .contains("GET", "POST");
            assertThat(preflight.header("Access-Control-Allow-Headers").orElse(""))
                    .contains(
                            "Last-Event-ID",
                            "If-None-Match",
                            "Content-Type",
                            "Event-Type",
                            "Event-Key",
                            "Authorization");
            assertThat(preflight.readToEnd()).isEmpty();
        }
    }

    @Test
    default void a_publisher_of_an_allowed_origin_may_read_its_answer_and_its_refusal() throws Exception {
        for (String path : new String[] {"/api/events/" + newChannel(), "/api/events/a%20b"}) {
            try (RawStream answer = RawStream.request(
                    "POST",
                    "HTTP/1.1",
                    hub().at(path),
                    "Origin: " + ORIGIN,
                    "Content-Length: 0",
                    "Connection: close")) {
                assertThat(answer.header("Access-Control-Allow-Origin"))
                        .as(path)
                        .hasValue(ORIGIN);
                assertThat(answer.header("Access-Control-Expose-Headers").orElse(""))
                        .contains("Location");
            }
        }
    }
}
