package dev.carillon.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request without a container, and what was done to its response. */
final class FakeRequest {

    private final String method;
    private final String path;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private String query;

    final List<Cookie> setCookies = new ArrayList<>();
    boolean secure;

    FakeRequest(String method, String path) {
        this.method = method;
        this.path = path;
        headers.put("Host", "hub.example");
    }

    FakeRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    FakeRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    FakeRequest cookie(String value) {
        return cookie(SessionCookie.NAME, value);
    }

    FakeRequest cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    FakeRequest query(String text) {
        query = text;
        return this;
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getServletPath" -> path;
                    case "getRequestURI" -> path;
                    case "getContextPath" -> "";
                    case "getPathInfo" -> null;
                    case "getQueryString" -> query;
                    case "isSecure" -> secure;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(Cookie[]::new);
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getRemoteAddr" -> "192.0.2.1";
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, called, arguments) -> {
                    if (!called.getName().equals("addCookie")) {
                        throw new UnsupportedOperationException(called.getName());
                    }
                    setCookies.add((Cookie) arguments[0]);
                    return null;
                });
    }
}
