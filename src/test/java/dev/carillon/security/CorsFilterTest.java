package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers a page of another origin may see. */
class CorsFilterTest {

    private static final String OURS = "https://app.example";
    private static final CorsPolicy ALLOW_LIST = CorsPolicy.of(Set.of(OURS, "http://localhost:3000"));

    private final Map<String, String> headers = new TreeMap<>();
    private int status = 200;
    private boolean passedOn;

    @Test
    void a_page_of_an_allowed_origin_may_read_and_use_its_cookies() throws Exception {
        filter(ALLOW_LIST, "GET", Map.of("Origin", OURS));

        assertThat(passedOn).isTrue();
        assertThat(headers)
                .containsOnly(
                        Map.entry("Vary", "Origin"),
                        Map.entry("Access-Control-Allow-Origin", OURS),
                        Map.entry("Access-Control-Allow-Credentials", "true"),
                        Map.entry(
                                "Access-Control-Expose-Headers",
                                "Carillon-Cursor, Carillon-Gap, Carillon-Sink, ETag, Location, Retry-After"));
    }

    @Test
    void a_page_of_another_origin_is_served_and_may_not_read() throws Exception {
        filter(ALLOW_LIST, "GET", Map.of("Origin", "https://evil.example"));

        assertThat(passedOn).isTrue();
        assertThat(headers).containsOnly(Map.entry("Vary", "Origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.evil.example",
                "https://app.exampl",
                "http://app.example",
                "null",
                "",
                "https://app.example:8443",
                "HTTPS://APP.EXAMPLE"
            })
    void an_origin_is_compared_whole(String origin) throws Exception {
        filter(ALLOW_LIST, "GET", Map.of("Origin", origin));

        assertThat(headers).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void a_preflight_is_answered_here() throws Exception {
        filter(ALLOW_LIST, "OPTIONS", Map.of("Origin", OURS, "Access-Control-Request-Method", "GET"));

        assertThat(passedOn).isFalse();
        assertThat(status).isEqualTo(204);
        assertThat(headers)
                .containsEntry("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
                .containsEntry("Access-Control-Max-Age", "7200")
                .containsEntry("Access-Control-Allow-Credentials", "true");
        assertThat(headers.get("Access-Control-Allow-Headers").split(", "))
                .contains(
                        "Last-Event-ID",
                        "If-None-Match",
                        "Authorization",
                        "Cache-Control",
                        "Content-Type",
                        "Event-Type",
                        "Event-Key");
    }

    @Test
    void a_preflight_of_another_origin_gets_no_permission() throws Exception {
        filter(ALLOW_LIST, "OPTIONS", Map.of("Origin", "https://evil.example", "Access-Control-Request-Method", "GET"));

        assertThat(passedOn).isFalse();
        assertThat(status).isEqualTo(204);
        assertThat(headers).containsOnly(Map.entry("Vary", "Origin"));
    }

    @Test
    void options_without_a_preflight_is_a_request_like_any_other() throws Exception {
        filter(ALLOW_LIST, "OPTIONS", Map.of("Origin", OURS));

        assertThat(passedOn).isTrue();
    }

    @Test
    void anybody_may_read_what_is_open_to_all_but_without_cookies() throws Exception {
        filter(CorsPolicy.anybody(), "GET", Map.of("Origin", "https://evil.example"));

        assertThat(headers)
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKeys("Access-Control-Allow-Credentials", "Vary");
    }

    @Test
    void a_request_of_no_page_gets_nothing_but_vary() throws Exception {
        filter(ALLOW_LIST, "GET", Map.of());

        assertThat(headers).containsOnly(Map.entry("Vary", "Origin"));
    }

    @Test
    void without_an_allow_list_no_origin_may_read() throws Exception {
        filter(CorsPolicy.of(Set.of()), "GET", Map.of("Origin", OURS));

        assertThat(headers).containsOnly(Map.entry("Vary", "Origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.example", "https://", "https://app.example/", "https://*.example", "https://a b", "**"})
    void what_no_browser_sends_is_no_origin(String origin) {
        assertThatThrownBy(() -> CorsPolicy.of(Set.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carillon.cors.origins")
                .hasMessageContaining(origin);
    }

    private void filter(CorsPolicy policy, String method, Map<String, String> requestHeaders) throws Exception {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(requestHeaders);
        HttpServletRequest request = fake(HttpServletRequest.class, (called, arguments) -> switch (called) {
            case "getMethod" -> method;
            case "getHeader" -> named.get(((String) arguments[0]).toLowerCase(Locale.ROOT));
            default -> throw new UnsupportedOperationException(called);
        });
        HttpServletResponse response = fake(HttpServletResponse.class, (called, arguments) -> {
            switch (called) {
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "addHeader" ->
                    headers.merge((String) arguments[0], (String) arguments[1], (old, more) -> old + ", " + more);
                case "setStatus" -> status = (int) arguments[0];
                default -> throw new UnsupportedOperationException(called);
            }
            return null;
        });
        FilterChain chain = (passedRequest, passedResponse) -> passedOn = true;

        new CorsFilter(policy).doFilter(request, response, chain);
    }

    private interface Answers {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.answer(method.getName(), arguments)));
    }
}
