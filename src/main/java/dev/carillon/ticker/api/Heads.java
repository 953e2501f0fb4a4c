package dev.carillon.ticker.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long requests and responses are, as HTTP/1.1 writes them (RFC 9112), whatever carried them. */
final class Heads {

    private static final String END = "\r\n";

    /** {@code HTTP/1.1 200 }, as Tomcat writes it: the reason is empty. */
    private static final int STATUS_LINE = "HTTP/1.1 200 \r\n".length();

    /** All are as long. */
    private static final int DATE = "Date: Fri, 27 Nov 2026 12:00:00 GMT\r\n".length();

    private Heads() {}

    /** Head and body of a request. */
    static long of(HttpServletRequest request) {
        String query = request.getQueryString();
        long bytes = length(request.getMethod() + ' ' + request.getRequestURI() + " HTTP/1.1" + END);
        bytes += query == null ? 0 : 1 + length(query);
        Enumeration<String> names = request.getHeaderNames();
        for (String name : Collections.list(names)) {
            bytes += lines(name, Collections.list(request.getHeaders(name)));
        }
        return bytes + END.length() + Math.max(0, request.getContentLengthLong());
    }

    /** The headers that a response has so far. */
    static Map<String, Collection<String>> headers(HttpServletResponse response) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : response.getHeaderNames()) {
            headers.put(name, response.getHeaders(name));
        }
        String type = response.getContentType();
        if (type != null) {
            headers.put("Content-Type", List.of(type));
        }
        return headers;
    }

    /** Head and body of an answer whose entity is text or nothing; {@code first} is what stood there before. */
    static long of(Map<String, Collection<String>> first, Response answer) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(first);
        headers.putAll(answer.getStringHeaders());
        long body = answer.getEntity() instanceof String text ? length(text) : 0;
        if (body > 0) {
            headers.put("Content-Length", List.of(Long.toString(body)));
        }
        return of(headers) + body;
    }

    /** A head with the date. */
    static long of(Map<String, Collection<String>> headers) {
        long bytes = (long) STATUS_LINE + DATE + END.length();
        for (Map.Entry<String, Collection<String>> header : headers.entrySet()) {
            bytes += lines(header.getKey(), header.getValue());
        }
        return bytes;
    }

    private static long lines(String name, Collection<String> values) {
        long bytes = 0;
        for (String value : values) {
            bytes += length(name) + ": ".length() + length(value) + END.length();
        }
        return bytes;
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
