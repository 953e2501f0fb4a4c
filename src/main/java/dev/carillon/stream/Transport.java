package dev.carillon.stream;

import dev.carillon.hub.Sink;
import dev.carillon.hub.Subscriber;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A way of holding a connection after its request has been handled. */
public interface Transport {

    /** What the header {@code Carillon-Sink} says. */
    String name();

    /** Whether this request's connection can be held so. */
    boolean supports(HttpServletRequest request);

    StreamSink newSink();

    /** A sink that begins blocked, until {@link #start} has made it writable. */
    interface StreamSink extends Sink {

        /**
         * Sends the response's headers and takes the connection over. Called once, on the request's thread, after the
         * application has handled the request; nothing else uses the response afterwards.
         */
        void start(HttpServletRequest request, HttpServletResponse response, Subscriber subscriber)
                throws IOException, ServletException;
    }
}
