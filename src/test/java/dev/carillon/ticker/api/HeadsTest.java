package dev.carillon.ticker.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadsTest {

    private static final String DATE = "Date: Fri, 27 Nov 2026 12:00:00 GMT\r\n";

    @Test
    void a_request_is_as_long_as_its_lines() {
        HttpServletRequest request =
                request("symbols=ACME", Map.of("Host", List.of("hub"), "X-Two", List.of("a", "bb")));

        long bytes = Heads.of(request);

        assertThat(bytes)
                .isEqualTo(
                        length("GET /api/ticker?symbols=ACME HTTP/1.1\r\nHost: hub\r\nX-Two: a\r\nX-Two: bb\r\n\r\n"));
    }

    @Test
    void a_request_without_query_and_headers_is_its_first_line() {
        assertThat(Heads.of(request(null, Map.of()))).isEqualTo(length("GET /api/ticker HTTP/1.1\r\n\r\n"));
    }

    @Test
    void an_answer_has_the_headers_of_filters_and_its_own_in_their_place() {
        Map<String, Collection<String>> first =
                Heads.headers(response("text/plain", Map.of("vary", List.of("Origin"), "X-Filter", List.of("1"))));
        Response answer = Response.ok("价")
                .type("application/json")
                .header("Vary", "Accept")
                .build();

        long bytes = Heads.of(first, answer);

        assertThat(bytes)
                .isEqualTo(
                        length(
                                "HTTP/1.1 200 \r\n" + DATE
                                        + "X-Filter: 1\r\nVary: Accept\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n价"));
    }

    @Test
    void an_answer_without_a_body_has_no_length() {
        Response answer = Response.notModified().header("ETag", "\"7\"").build();

        assertThat(Heads.of(Map.of(), answer)).isEqualTo(length("HTTP/1.1 304 \r\n" + DATE + "ETag: \"7\"\r\n\r\n"));
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static HttpServletRequest request(String query, Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HeadsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> "/api/ticker";
                    case "getQueryString" -> query;
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "getHeaders" -> Collections.enumeration(headers.get((String) arguments[0]));
                    case "getContentLengthLong" -> -1L;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static HttpServletResponse response(String type, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        return (HttpServletResponse) Proxy.newProxyInstance(
                HeadsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeaderNames" -> all.keySet();
                    case "getHeaders" -> all.get((String) arguments[0]);
                    case "getContentType" -> type;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
