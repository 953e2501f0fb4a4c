package dev.carillon.stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Gives each request the chance to become a stream. */
public final class StreamFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient List<Transport> transports;

    /** The first transport that supports a request is taken; the last has to support all. */
    public StreamFilter(List<Transport> transports) {
        this.transports = List.copyOf(transports);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        StreamExchange exchange = new StreamExchange(request, response, transportFor(request));
        request.setAttribute(StreamExchange.ATTRIBUTE, exchange);
        boolean returned = false;
        try {
            chain.doFilter(exchange.request(), response);
            returned = true;
        } finally {
            request.removeAttribute(StreamExchange.ATTRIBUTE);
            if (!returned) {
                exchange.abandon();
            }
        }
        exchange.start();
    }

    private Transport transportFor(HttpServletRequest request) {
        for (Transport transport : transports) {
            if (transport.supports(request)) {
                return transport;
            }
        }
        throw new IllegalStateException("no transport supports the request");
    }
}
