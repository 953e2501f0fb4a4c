package dev.carillon.stream;

import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Peer;
import dev.carillon.hub.Sink;
import dev.carillon.hub.Subscriber;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, on the way to become a stream.
 *
 * <p>JAX-RS puts a request into asynchronous mode before it calls a resource that takes an {@code SseEventSink}. But Tomcat
 * does not upgrade a request in that mode, and Jersey's listeners would hold on to the whole request for as long as the
 * stream lives. So the application sees a request whose {@code startAsync()} starts nothing, and what really happens to
 * the connection is decided when the application has returned.
 *
 * <p>Threading: the request's thread alone, but for the subscriber, which may be used by any.
 */
public final class StreamExchange {

    /** The request attribute that holds it. */
    public static final String ATTRIBUTE = StreamExchange.class.getName();

    private final HttpServletRequest original;
    private final HttpServletResponse response;
    private final Transport transport;
    private final HttpServletRequest request;
    private boolean streamExpected;
    private @Nullable DeferredAsyncContext deferred;
    private @Nullable Opened opened;

    private @Nullable Owner owner;
    private @Nullable Meter meter;

    /** Whoever answers the request with a stream. Called on the request's thread, one of the two once. */
    public interface Owner {

        /** The application has returned and has not answered in another way, so the stream begins now. */
        void returned();

        /** The application has answered in another way, or has failed. */
        void answeredOtherwise();
    }

    private record Opened(Subscriber subscriber, Transport.StreamSink sink, StreamFormat format) {}

    StreamExchange(HttpServletRequest original, HttpServletResponse response, Transport transport) {
        this.original = original;
        this.response = response;
        this.transport = transport;
        this.request = new Request(original);
    }

    /** The request as the container made it, until the stream has begun. */
    public HttpServletRequest original() {
        return original;
    }

    /** Whether only the headers are wanted. JAX-RS does not tell: it serves a HEAD as a GET. */
    public boolean isHead() {
        return original.getMethod().equals("HEAD");
    }

    /** The resource that was chosen will write a stream. */
    public void expectStream() {
        streamExpected = true;
    }

    public void setOwner(Owner newOwner) {
        owner = newOwner;
    }

    /** Has the stream measured. To be told before it opens. */
    public void measure(Meter newMeter) {
        meter = newMeter;
    }

    /** Sets a header of the response. */
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    /** Connects to the hub, for somebody who is known by this name or empty. Bytes flow once the application has returned. */
    public Subscriber open(Hub hub, StreamFormat format, String subject, Consumer<CloseReason> onEnd) {
        if (opened != null) {
            throw new IllegalStateException("the stream is open already");
        }
        Transport.StreamSink sink = transport.newSink();
        Peer peer = new Peer(subject, original.getRemoteAddr(), transport.name());
        Sink measured = meter == null ? sink : new MeteredSink(sink, meter);
        Subscriber subscriber = hub.connect(measured, format, peer, onEnd);
        opened = new Opened(subscriber, sink, format);
        return subscriber;
    }

    /** What the application is to see. */
    HttpServletRequest request() {
        return request;
    }

    /** The application has returned: begins the stream, if it is one. */
    void start() throws IOException, ServletException {
        if (response.isCommitted() || (deferred != null && deferred.isCompleted())) {
            abandon();
            return;
        }
        if (owner != null) {
            callOwner(owner);
        }
        Opened stream = opened;
        if (stream == null) {
            return;
        }
        try {
            StreamHeaders.write(response, stream.format, transport.name());
            if (meter != null) {
                meter.head(response);
            }
            stream.sink.start(original, response, stream.subscriber);
        } catch (IOException | ServletException | RuntimeException e) {
            stream.subscriber.gone();
            throw e;
        }
    }

    /** The hub may have stopped in the meantime; then there is no stream. */
    private void callOwner(Owner told) {
        boolean returned = false;
        try {
            told.returned();
            returned = true;
        } finally {
            if (!returned) {
                abandon();
            }
        }
    }

    /** There will be no stream. */
    void abandon() {
        if (owner != null) {
            owner.answeredOtherwise();
        }
        if (opened != null) {
            // Not an orderly end: the sink never becomes writable.
            opened.subscriber.gone();
        }
    }

    /** The request as the application sees it. */
    private final class Request extends HttpServletRequestWrapper {

        Request(HttpServletRequest original) {
            super(original);
        }

        @Override
        public AsyncContext startAsync() {
            return streamExpected ? defer(this, response) : super.startAsync();
        }

        @Override
        public AsyncContext startAsync(ServletRequest servletRequest, ServletResponse servletResponse) {
            return streamExpected
                    ? defer(servletRequest, servletResponse)
                    : super.startAsync(servletRequest, servletResponse);
        }

        @Override
        public boolean isAsyncStarted() {
            return deferred != null ? !deferred.isCompleted() : super.isAsyncStarted();
        }

        @Override
        public AsyncContext getAsyncContext() {
            return deferred != null ? deferred : super.getAsyncContext();
        }

        private AsyncContext defer(ServletRequest servletRequest, ServletResponse servletResponse) {
            deferred = new DeferredAsyncContext(servletRequest, servletResponse);
            return deferred;
        }
    }
}
