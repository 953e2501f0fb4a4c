package dev.carillon.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps JAX-RS from hearing that a client has gone while its answer was written: Jersey writes a stack trace into the server's log
 * for each, so anybody could fill it. Behind the filter of streams, whose sinks have to know; asynchronous answers are written to the
 * same response.
 */
public final class ClientGoneFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ForgivingResponse forgiving = new ForgivingResponse(response);
        request.setAttribute(ForgivingResponse.ATTRIBUTE, forgiving);
        chain.doFilter(request, forgiving);
    }
}
