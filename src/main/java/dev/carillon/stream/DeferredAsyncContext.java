package dev.carillon.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Stands in for asynchronous mode while a stream is being opened; see {@link StreamExchange}. It only remembers whether it
 * was completed, which tells that the application has answered by itself.
 */
final class DeferredAsyncContext implements AsyncContext {

    private final ServletRequest request;
    private final ServletResponse response;
    private volatile boolean completed;

    DeferredAsyncContext(ServletRequest request, ServletResponse response) {
        this.request = request;
        this.response = response;
    }

    boolean isCompleted() {
        return completed;
    }

    @Override
    public ServletRequest getRequest() {
        return request;
    }

    @Override
    public ServletResponse getResponse() {
        return response;
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return false;
    }

    @Override
    public void complete() {
        completed = true;
    }

    /** A stream has no time-out, and its end is told by the hub. */
    @Override
    public void setTimeout(long timeout) {}

    @Override
    public long getTimeout() {
        return 0;
    }

    @Override
    public void addListener(AsyncListener listener) {}

    @Override
    public void addListener(AsyncListener listener, ServletRequest forRequest, ServletResponse forResponse) {}

    @Override
    public void dispatch() {
        throw cannot("dispatch");
    }

    @Override
    public void dispatch(String path) {
        throw cannot("dispatch");
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        throw cannot("dispatch");
    }

    @Override
    public void start(Runnable run) {
        throw cannot("start");
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        throw new ServletException(cannot("createListener"));
    }

    private static IllegalStateException cannot(String method) {
        return new IllegalStateException(method + " is not available while a stream is being opened");
    }
}
