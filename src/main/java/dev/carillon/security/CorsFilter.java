package dev.carillon.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers preflights and marks responses for pages of other origins. A request of an origin that is not allowed is served
 * without these headers, so that the browser keeps the answer from the page.
 *
 * <p>A filter of the container and not of JAX-RS, because a stream's headers are not written by JAX-RS.
 */
public final class CorsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS =
            "Accept, Authorization, Cache-Control, Content-Type, Event-Key, Event-Type, Event-Volatile, "
                    + "Idempotency-Key, If-None-Match, Last-Event-ID";
    private static final String RESPONSE_HEADERS =
            "Carillon-Cursor, Carillon-Gap, Carillon-Sink, ETag, Location, Retry-After";

    /** Two hours; Chromium takes no more. */
    private static final String MAX_AGE_SECONDS = "7200";

    private final transient CorsPolicy policy;

    public CorsFilter(CorsPolicy policy) {
        this.policy = policy;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!policy.allowsAll()) {
            response.addHeader("Vary", "Origin");
        }
        String origin = request.getHeader("Origin");
        boolean allowed = origin != null && policy.allows(origin);
        if (allowed) {
            allow(response, origin);
        }
        boolean preflight = request.getMethod().equals("OPTIONS")
                && origin != null
                && request.getHeader("Access-Control-Request-Method") != null;
        if (!preflight) {
            chain.doFilter(request, response);
            return;
        }
        if (allowed) {
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void allow(HttpServletResponse response, String origin) {
        if (policy.allowsAll()) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        } else {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
    }
}
