package dev.carillon.operation;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code /health/live} and {@code /health/ready}: 200 if all is well, else 503. Open to everybody, for it tells nothing else. */
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient HealthChecks checks;

    public HealthServlet(HealthChecks checks) {
        this.checks = checks;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        switch (path == null ? "" : path) {
            case "/live" -> answer(checks.live(), response);
            case "/ready" -> answer(checks.ready(), response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void answer(Health health, HttpServletResponse response) throws IOException {
        byte[] body = health.toJson().getBytes(StandardCharsets.UTF_8);
        response.setStatus(health.isUp() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
        // Payara takes an error whose answer is not on its way for one that nobody has answered.
        response.flushBuffer();
    }
}
