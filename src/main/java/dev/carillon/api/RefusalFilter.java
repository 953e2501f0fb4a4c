package dev.carillon.api;

import dev.carillon.event.HubException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the filters behind it refuse; JAX-RS answers its own refusals ({@link ProblemMapper}). */
public final class RefusalFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Refusals refusals;

    public RefusalFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (HubException refused) {
            if (response.isCommitted()) {
                throw refused;
            }
            ProblemDocument document = refusals.document(refused, request.getRequestURI());
            refusals.sayRetryAfter(refused, response);
            ProblemAnswer answer = ProblemAnswer.of(document, ProblemResponse.reader(request));
            if (request.getDispatcherType() == DispatcherType.ASYNC
                    && request.getProtocol().equals("HTTP/1.1")) {
                // Payara loses the next request on a connection if it comes before the end of one that was dispatched
                // again, and what is refused ends so fast that it does. So there is none, and the answer does not go
                // before the end.
                response.setHeader("Connection", "close");
                ProblemResponse.fill(answer, request, response);
            } else {
                ProblemResponse.write(answer, request, response);
            }
        }
    }
}
