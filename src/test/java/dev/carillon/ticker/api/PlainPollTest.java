package dev.carillon.ticker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.model.Symbol;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPollTest {

    @Test
    void a_poll_of_one_symbol_is_read_whole() {
        PlainPoll poll = PlainPoll.of(get("/app/api/ticker/ACME", "after=7&wait=1.5&after=8", "*/*"));

        assertThat(poll.symbol()).isEqualTo(new Symbol("ACME"));
        assertThat(poll.query().patience()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(poll.query().known()).isEqualTo(new Known(7, Set.of(9L), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"symbols=ACME,B*", "symbols=ACME%2CB*&_=3", "&symbols=ACME%2cB*&symbols=C&"})
    void a_poll_of_many_is_read_whole(String query) {
        PlainPoll poll = PlainPoll.of(get("/app/api/ticker", query, null));

        assertThat(poll.symbol()).isNull();
        assertThat(poll.symbols()).isEqualTo("ACME,B*");
    }

    @Test
    void without_a_query_it_is_about_all() {
        PlainPoll poll = PlainPoll.of(get("/app/api/ticker", null, null));

        assertThat(poll.symbols()).isNull();
        assertThat(poll.query().patience()).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/plain, */*"})
    void whoever_accepts_json_and_prefers_nothing_is_answered(String accept) {
        assertThat(PlainPoll.of(get("/app/api/ticker", null, accept))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/html",
                "text/html,*/*;q=0.8",
                "text/event-stream",
                "application/json;q=0.9",
                "application/x-ndjson, */*",
                "application",
                "text/plain, text/plain"
            })
    void another_preference_is_a_matter_of_jax_rs(String accept) {
        assertThat(PlainPoll.of(get("/app/api/ticker", null, accept))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare=1",
                "symbols=A&compare=",
                "comp%61re=1",
                "symbols=A+B",
                "symbols=%41",
                "symbols=%",
                "symbols",
                "=x",
                "symbols=A;B",
                "symbols=\u00e4"
            })
    void what_has_to_be_decoded_or_counted_is_a_matter_of_jax_rs(String query) {
        assertThat(PlainPoll.of(get("/app/api/ticker", query, null))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/app/api/ticker/", "/app/api/tickersA", "/app//api/ticker", "/api/ticker", "/app/api/%74icker"})
    void another_path_is_a_matter_of_jax_rs(String path) {
        assertThat(PlainPoll.of(get(path, null, null))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/api/ticker/events",
                "/app/api/ticker/alerts",
                "/app/api/ticker/compare",
                "/app/api/ticker/ACME/candles",
                "/app/api/ticker/ACME;v=1",
                "/app/api/ticker/%41CME",
                "/app/api/ticker/ACME/"
            })
    void the_path_of_something_else_has_no_symbol(String path) {
        HttpServletRequest request = get(path, null, null);

        assertThatThrownBy(() -> PlainPoll.of(request)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void another_method_a_body_and_a_second_dispatch_are_a_matter_of_jax_rs() {
        assertThat(PlainPoll.of(request("HEAD", DispatcherType.REQUEST, null, "/app/api/ticker", null, null)))
                .isNull();
        assertThat(PlainPoll.of(request("GET", DispatcherType.ASYNC, null, "/app/api/ticker", null, null)))
                .isNull();
        assertThat(PlainPoll.of(request("GET", DispatcherType.REQUEST, "text/plain", "/app/api/ticker", null, null)))
                .isNull();
    }

    private static HttpServletRequest get(String uri, String query, String accept) {
        return request("GET", DispatcherType.REQUEST, null, uri, query, accept);
    }

    private static HttpServletRequest request(
            String method, DispatcherType dispatcher, String contentType, String uri, String query, String accept) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PlainPollTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getDispatcherType" -> dispatcher;
                    case "getContentType" -> contentType;
                    case "getContextPath" -> "/app";
                    case "getRequestURI" -> uri;
                    case "getQueryString" -> query;
                    case "getHeader" -> accept;
                    case "getHeaders" -> Collections.enumeration(List.of("W/\"9\""));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
