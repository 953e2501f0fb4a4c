package dev.carillon.stream;

import jakarta.servlet.http.HttpServletResponse;

/** The headers that a stream needs to get through proxies and browsers unharmed. */
final class StreamHeaders {

    static final String SINK = "Carillon-Sink";
    static final String GAP = "Carillon-Gap";

    private StreamHeaders() {}

    static void write(HttpServletResponse response, StreamFormat format, String sink) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(format.mediaType());
        // no-transform: a proxy that compresses holds events back.
        response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
        // nginx buffers a response unless it is told not to.
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(SINK, sink);
    }
}
