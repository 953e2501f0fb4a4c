package dev.carillon.stream.servlet;

import dev.carillon.stream.Transport;
import jakarta.servlet.http.HttpServletRequest;

/** Asynchronous mode and a write listener (Jakarta Servlet 6.0, §2.3.3.3 and §5.7). */
public final class ServletTransport implements Transport {

    @Override
    public String name() {
        return "servlet";
    }

    @Override
    public boolean supports(HttpServletRequest request) {
        return true;
    }

    @Override
    public StreamSink newSink() {
        return new ServletSink();
    }
}
