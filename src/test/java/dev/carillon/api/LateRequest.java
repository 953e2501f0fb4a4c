package dev.carillon.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request to publish whose body has not come, and what becomes of it: the container is the test. */
final class LateRequest extends ServletInputStream {

    /** What has been done to it, in order: {@code dispatch}, {@code complete}, the status of an answer. */
    final List<String> done = new ArrayList<>();

    final Map<String, String> headers = new HashMap<>();
    final Map<String, Object> attributes = new HashMap<>();

    /** Threads of the container that were asked for, and have not run. */
    final List<Runnable> threads = new ArrayList<>();

    /** What the container says to a listener, and to one who wants the request to go on; null if nothing. */
    RuntimeException refusesListener;

    RuntimeException refusesToGoOn;

    private String arrived = "";
    private boolean finished;

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (self, called, arguments) -> switch (called.getName()) {
            case "getProtocol" -> "HTTP/1.1";
            case "getRequestURI" -> "/api/events/a";
            case "getContextPath" -> "";
            case "getMethod" -> "POST";
            case "getRemoteAddr" -> "192.0.2.1";
            case "getHeaders" -> Collections.emptyEnumeration();
            case "getInputStream" -> this;
            case "startAsync" -> async();
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, called, arguments) -> switch (called.getName()) {
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setStatus" -> done.add(arguments[0].toString());
            case "getOutputStream" -> new Nowhere();
            case "setContentLength", "flushBuffer" -> null;
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private AsyncContext async() {
        return proxy(AsyncContext.class, (self, called, arguments) -> {
            switch (called.getName()) {
                case "setTimeout" -> {}
                case "start" -> threads.add((Runnable) arguments[0]);
                case "dispatch" -> {
                    if (refusesToGoOn != null) {
                        throw refusesToGoOn;
                    }
                    done.add("dispatch");
                }
                case "complete" -> done.add("complete");
                default -> throw new UnsupportedOperationException(called.getName());
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LateRequest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The client sends more. */
    void send(String more) {
        arrived += more;
    }

    /** The client has sent all that it will. */
    void finish() {
        finished = true;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("one by one");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, arrived.length());
        for (int i = 0; i < count; i++) {
            target[offset + i] = (byte) arrived.charAt(i);
        }
        arrived = arrived.substring(count);
        return count;
    }

    @Override
    public boolean isFinished() {
        return finished && arrived.isEmpty();
    }

    @Override
    public boolean isReady() {
        return !arrived.isEmpty();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        if (refusesListener != null) {
            throw refusesListener;
        }
    }

    private static final class Nowhere extends ServletOutputStream {

        @Override
        public void write(int value) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
