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
        response.setHeader("Cache-Control", StreamFormat.CACHE_CONTROL);
        // nginx buffers a response unless it is told not to.
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(SINK, sink);
    }
}
