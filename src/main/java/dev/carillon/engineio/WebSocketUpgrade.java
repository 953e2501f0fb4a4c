package dev.carillon.engineio;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A way to make a WebSocket of a request. */
public interface WebSocketUpgrade {

    /** Whether this request's connection can become one so. */
    boolean supports(HttpServletRequest request);

    /**
     * Answers the handshake, with a refusal if it is malformed; calls {@link WebSocketLink#opened} when the WebSocket is there, or
     * {@link WebSocketLink#gone} if there will be none.
     */
    void upgrade(HttpServletRequest request, HttpServletResponse response, WebSocketLink link)
            throws IOException, ServletException;
}
