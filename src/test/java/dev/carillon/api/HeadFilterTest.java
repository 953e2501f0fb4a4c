package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadFilterTest {

    private static final Map<String, List<String>> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put("Host", List.of("hub.example"));
        HEADERS.put("Accept", List.of("text/event-stream", "application/json"));
        HEADERS.put("X-Empty", List.of(""));
    }

    @Test
    void every_byte_of_the_head_counts() {
        String head = String.join(
                "\r\n",
                "GET /api/events?channel=a HTTP/1.1",
                "Host: hub.example",
                "Accept: text/event-stream",
                "Accept: application/json",
                "X-Empty: ",
                "",
                "");

        long bytes = HeadFilter.bytes(request("channel=a"));

        assertThat(bytes).isEqualTo(head.getBytes(StandardCharsets.ISO_8859_1).length);
    }

    @Test
    void a_head_without_a_query_is_shorter_by_it_and_its_mark() {
        assertThat(HeadFilter.bytes(request("channel=a")) - HeadFilter.bytes(request(null)))
                .isEqualTo("?channel=a".length());
    }

    private static HttpServletRequest request(String query) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HeadFilterTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> "/api/events";
                    case "getQueryString" -> query;
                    case "getProtocol" -> "HTTP/1.1";
                    case "getHeaderNames" -> Collections.enumeration(HEADERS.keySet());
                    case "getHeaders" -> Collections.enumeration(HEADERS.get((String) arguments[0]));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
