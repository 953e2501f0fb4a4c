package dev.carillon.api;

import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request whose head, the request line and the headers, is too large. Connectors have a limit of their own, which should be
 * higher: what is above that they refuse in their own words, and nobody counts it.
 *
 * <p>The first of all filters: it looks at the request as it came.
 */
public final class HeadFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Two blanks and the line break. */
    private static final int AROUND_LINE = 4;

    /** Colon, blank and line break. */
    private static final int AROUND_HEADER = 4;

    private final long maxBytes;
    private final transient Refusals refusals;

    public HeadFilter(long maxBytes, Refusals refusals) {
        this.maxBytes = maxBytes;
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long bytes = bytes(request);
        if (bytes <= maxBytes) {
            chain.doFilter(request, response);
            return;
        }
        refusals.close(
                request,
                response,
                new LimitExceededException(
                        Limit.HEAD_BYTES,
                        Problem.HEAD_TOO_LARGE,
                        "The request line and the headers have at most " + maxBytes
                                + " bytes together (carillon.request.head-bytes).",
                        "They have " + bytes + ".",
                        "Send fewer or shorter headers, or a shorter query: patterns instead of many channels."));
    }

    /** As in HTTP/1.1, however it came. Containers make one character of each byte. */
    static long bytes(HttpServletRequest request) {
        long bytes = (long) AROUND_LINE
                + request.getMethod().length()
                + length(request.getRequestURI())
                + length(request.getProtocol());
        if (request.getQueryString() != null) {
            bytes += 1 + length(request.getQueryString());
        }
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            Enumeration<String> values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                bytes += AROUND_HEADER + name.length() + length(values.nextElement());
            }
        }
        return bytes + 2;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
