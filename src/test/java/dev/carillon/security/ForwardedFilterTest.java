package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.security.ForwardedFilter.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of a proxy's words reach the application. */
class ForwardedFilterTest {

    private static final Networks PROXIES = Networks.of("127.0.0.0/8, ::1, 10.0.0.0/8");

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private String peer = "127.0.0.1";
    private @Nullable HttpServletRequest seen;

    @Test
    void a_proxy_that_is_believed_tells_the_client() throws Exception {
        header("X-Forwarded-For", "203.0.113.7");
        header("X-Forwarded-Proto", "https");
        header("X-Forwarded-Host", "events.example");

        HttpServletRequest request = filtered(Dialect.X_FORWARDED);

        assertThat(request.getRemoteAddr()).isEqualTo("203.0.113.7");
        assertThat(request.getRemoteHost()).isEqualTo("203.0.113.7");
        assertThat(request.getScheme()).isEqualTo("https");
        assertThat(request.isSecure()).isTrue();
        assertThat(request.getServerName()).isEqualTo("events.example");
        assertThat(request.getServerPort()).isEqualTo(443);
        assertThat(request.getHeader("host")).isEqualTo("events.example");
        assertThat(request.getRequestURL()).hasToString("https://events.example/api/events");
    }

    @Test
    void what_anybody_else_says_is_taken_away() throws Exception {
        peer = "198.51.100.1";
        ForwardedFilter.HEADERS.forEach(name -> header(name, "203.0.113.7"));

        HttpServletRequest request = filtered(Dialect.X_FORWARDED);

        assertThat(request.getRemoteAddr()).isEqualTo("198.51.100.1");
        assertThat(request.getScheme()).isEqualTo("http");
        assertThat(request.getHeader("Host")).isEqualTo("inside:8080");
        for (String name : ForwardedFilter.HEADERS) {
            assertThat(request.getHeader(name)).as(name).isNull();
            assertThat(request.getHeader(name.toUpperCase(Locale.ROOT))).isNull();
            assertThat(request.getHeaders(name).hasMoreElements()).isFalse();
        }
        assertThat(Collections.list(request.getHeaderNames())).containsExactly("Host");
        assertThat(attributes).containsKey(ForwardedFilter.PROXIED);
    }

    /** A proxy that writes one header passes the other on as the client has sent it. */
    @Test
    void the_header_that_the_proxies_do_not_write_is_not_believed() throws Exception {
        header("Forwarded", "for=127.0.0.1");
        header("X-Forwarded-For", "203.0.113.7");

        assertThat(filtered(Dialect.X_FORWARDED).getRemoteAddr()).isEqualTo("203.0.113.7");
        headers.put("Forwarded", List.of("for=203.0.113.8"));
        headers.put("X-Forwarded-For", List.of("127.0.0.1"));
        assertThat(filtered(Dialect.FORWARDED).getRemoteAddr()).isEqualTo("203.0.113.8");
    }

    @Test
    void a_request_without_such_headers_is_passed_on_as_it_is() throws Exception {
        assertThat(filtered(Dialect.X_FORWARDED)).isNotInstanceOf(ForwardedRequest.class);
        assertThat(attributes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7|203.0.113.7",
                "6.6.6.6, 203.0.113.7|203.0.113.7",
                "203.0.113.7, 10.1.1.1|203.0.113.7",
                "6.6.6.6, 203.0.113.7, 10.1.1.1, 127.0.0.1|203.0.113.7",
                "10.2.2.2, 10.1.1.1|10.2.2.2",
                "203.0.113.7:4711|203.0.113.7",
                "[2001:db8::1]:4711|2001:db8::1",
                "2001:DB8:0::1|2001:db8::1",
                "::ffff:203.0.113.7|203.0.113.7",
                "203.0.113.7, unknown|127.0.0.1",
                "203.0.113.7, unknown, 10.1.1.1|10.1.1.1",
                "203.0.113.7, evil.example|127.0.0.1",
                "203.0.113.7,|127.0.0.1",
                "203.0.113.7, 10.1.1.1:|127.0.0.1",
                "203.0.113.7:port|127.0.0.1",
                "[::1|127.0.0.1",
                "1.2.3.4/8|127.0.0.1",
                "''|127.0.0.1"
            })
    void the_walk_goes_back_as_long_as_it_is_told_by_those_who_are_believed(String value, String client)
            throws Exception {
        header("X-Forwarded-For", value);

        assertThat(filtered(Dialect.X_FORWARDED).getRemoteAddr()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.7|203.0.113.7|http|inside",
                "For=203.0.113.7;Proto=HTTPS;HOST=a.example|203.0.113.7|https|a.example",
                "for=\"[2001:db8::1]:4711\" ; proto=https|2001:db8::1|https|inside",
                "for=6.6.6.6;host=evil.example, for=203.0.113.7;host=a.example|203.0.113.7|http|a.example",
                "for=203.0.113.7;proto=https;host=a.example, for=10.1.1.1;proto=http;host=b|203.0.113.7|https|a.example",
                "for=203.0.113.7;proto=https, for=10.1.1.1;by=\"a,b;c\"|203.0.113.7|https|inside",
                "for=203.0.113.7, for=_hidden|127.0.0.1|http|inside",
                "for=\"203.0.113.7|127.0.0.1|http|inside",
                "for=203.0.113.7;for=6.6.6.6|127.0.0.1|http|inside",
                "203.0.113.7|127.0.0.1|http|inside",
                "for=203.0.113.7;host=\"a b\"|203.0.113.7|http|inside",
                "for=203.0.113.7;proto=javascript|203.0.113.7|http|inside",
                "for=\"\\2\\03.0.113.7\"|203.0.113.7|http|inside"
            })
    void forwarded_is_read_as_rfc_7239_says(String value, String client, String scheme, String host) throws Exception {
        header("Forwarded", value);

        HttpServletRequest request = filtered(Dialect.FORWARDED);

        assertThat(request.getRemoteAddr()).isEqualTo(client);
        assertThat(request.getScheme()).isEqualTo(scheme);
        assertThat(request.getServerName()).isEqualTo(host);
    }

    @Test
    void a_header_in_several_lines_is_one_list() throws Exception {
        header("X-Forwarded-For", "6.6.6.6", "203.0.113.7");

        assertThat(filtered(Dialect.X_FORWARDED).getRemoteAddr()).isEqualTo("203.0.113.7");
    }

    @Test
    void the_scheme_of_a_list_belongs_to_the_hop_that_is_the_client() throws Exception {
        header("X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.1.1.1");
        header("X-Forwarded-Proto", "http, https, http");

        assertThat(filtered(Dialect.X_FORWARDED).getScheme()).isEqualTo("https");
    }

    @Test
    void one_scheme_for_several_hops_is_the_nearest_proxys() throws Exception {
        header("X-Forwarded-For", "203.0.113.7, 10.1.1.1");
        header("X-Forwarded-Proto", "https");

        assertThat(filtered(Dialect.X_FORWARDED).getScheme()).isEqualTo("https");
    }

    @Test
    void a_host_with_a_port_and_an_address_as_host_are_taken_apart() throws Exception {
        header("X-Forwarded-For", "203.0.113.7");
        header("X-Forwarded-Host", "[2001:db8::1]:8443");

        HttpServletRequest request = filtered(Dialect.X_FORWARDED);

        assertThat(request.getServerName()).isEqualTo("[2001:db8::1]");
        assertThat(request.getServerPort()).isEqualTo(8443);
    }

    @Test
    void a_walk_has_an_end_and_so_has_a_header() throws Exception {
        String hops = IntStream.range(0, 100).mapToObj(i -> "10.0.0." + i).collect(Collectors.joining(","));
        header("X-Forwarded-For", hops);
        assertThat(filtered(Dialect.X_FORWARDED).getRemoteAddr()).isEqualTo("10.0.0." + (100 - Forwarding.MAX_HOPS));

        headers.put("X-Forwarded-For", List.of(" ".repeat(ForwardedHeaders.MAX_CHARACTERS) + "203.0.113.7"));
        assertThat(filtered(Dialect.X_FORWARDED).getRemoteAddr()).isEqualTo("127.0.0.1");
    }

    private void header(String name, String... lines) {
        headers.put(name, List.of(lines));
    }

    private HttpServletRequest filtered(Dialect dialect) throws Exception {
        headers.put("Host", List.of("inside:8080"));
        ForwardedFilter filter = new ForwardedFilter(PROXIES, dialect);
        filter.doFilter(
                request(), fake(HttpServletResponse.class), (request, response) -> seen = (HttpServletRequest) request);
        HttpServletRequest result = seen;
        assertThat(result).isNotNull();
        return result;
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" ->
                        headers.getOrDefault((String) arguments[0], List.of()).stream()
                                .findFirst()
                                .orElse(null);
                    case "getHeaders" ->
                        Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "getRemoteAddr" -> peer;
                    case "getScheme" -> "http";
                    case "isSecure" -> false;
                    case "getServerName" -> "inside";
                    case "getServerPort" -> 8080;
                    case "getRequestURI" -> "/api/events";
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
