package dev.carillon.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells everything behind it where a request comes from and how the client asks, if a proxy that is believed says so. What
 * others say is taken away, so that nobody believes it by mistake. The first of all filters.
 */
public final class ForwardedFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** The request attribute that says that it came through a proxy, believed or not. */
    public static final String PROXIED = ForwardedFilter.class.getName() + ".proxied";

    static final String FORWARDED = "Forwarded";
    static final String FOR = "X-Forwarded-For";
    static final String PROTO = "X-Forwarded-Proto";
    static final String HOST = "X-Forwarded-Host";

    /** All that claim something about the way of a request; nobody reads the others. */
    static final List<String> HEADERS = List.of(
            FORWARDED,
            FOR,
            PROTO,
            HOST,
            "X-Forwarded-Port",
            "X-Forwarded-Server",
            "X-Forwarded-Ssl",
            "X-Forwarded-Prefix",
            "X-Real-IP");

    private final transient Networks proxies;
    private final Dialect dialect;

    /** Which header the proxies write. */
    public enum Dialect {
        /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
        X_FORWARDED,
        /** {@code Forwarded}, RFC 7239. */
        FORWARDED
    }

    /** Only what {@code proxies} write in their {@code dialect} is believed: the other header may come from the client. */
    public ForwardedFilter(Networks proxies, Dialect dialect) {
        this.proxies = proxies;
        this.dialect = dialect;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (HEADERS.stream().noneMatch(name -> request.getHeader(name) != null)) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(PROXIED, true);
        Forwarding forwarding = Forwarding.walk(request.getRemoteAddr(), hops(request), proxies);
        chain.doFilter(new ForwardedRequest(request, forwarding), response);
    }

    private List<Forwarding.Hop> hops(HttpServletRequest request) {
        return switch (dialect) {
            case X_FORWARDED ->
                ForwardedHeaders.xForwarded(joined(request, FOR), joined(request, PROTO), joined(request, HOST));
            case FORWARDED -> ForwardedHeaders.forwarded(joined(request, FORWARDED));
        };
    }

    private static @Nullable String joined(HttpServletRequest request, String name) {
        Enumeration<String> lines = request.getHeaders(name);
        return lines.hasMoreElements() ? String.join(",", Collections.list(lines)) : null;
    }
}
