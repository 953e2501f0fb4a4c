package dev.carillon.operation;

import dev.carillon.api.ProblemResponse;
import dev.carillon.event.HubException;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.security.ForwardedFilter;
import dev.carillon.security.Networks;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * {@code /metrics}: for whoever comes from a network that may read them, and for administrators from anywhere. What a proxy
 * hands on comes from elsewhere, whatever address the proxy has.
 */
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    private final transient Metrics metrics;
    private final transient Networks networks;

    public MetricsServlet(Metrics metrics, Networks networks) {
        this.metrics = metrics;
        this.networks = networks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isNear(request)) {
            try {
                Access.requireAdmin(Caller.of(request));
            } catch (HubException refusal) {
                ProblemResponse.refuse(refusal, request, response);
                return;
            }
        }
        Metrics.Scrape scrape = metrics.scrape(request.getHeader("Accept"));
        response.setContentType(scrape.contentType());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(scrape.body().length);
        response.getOutputStream().write(scrape.body());
    }

    private boolean isNear(HttpServletRequest request) {
        // The filter in front takes away what it does not believe, so the headers alone do not tell.
        return networks.contains(request.getRemoteAddr())
                && request.getAttribute(ForwardedFilter.PROXIED) == null
                && PROXY_HEADERS.stream().allMatch(header -> request.getHeader(header) == null);
    }
}
