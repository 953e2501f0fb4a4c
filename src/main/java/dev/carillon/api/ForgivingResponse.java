package dev.carillon.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A response that takes everything without a word once its client has gone, and remembers that it has.
 *
 * <p>Threading: one thread at a time.
 */
final class ForgivingResponse extends HttpServletResponseWrapper {

    /** The request attribute that holds it, which JAX-RS shows as a property. */
    static final String ATTRIBUTE = ForgivingResponse.class.getName();

    private static final System.Logger LOGGER = System.getLogger(ForgivingResponse.class.getName());

    private @Nullable ServletOutputStream out;
    private volatile boolean clientGone;

    ForgivingResponse(HttpServletResponse response) {
        super(response);
    }

    boolean isClientGone() {
        return clientGone;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream made = out;
        if (made == null) {
            made = new Output(super.getOutputStream());
            out = made;
        }
        return made;
    }

    /** JAX-RS asks at the end, and would answer with an error else. */
    @Override
    public boolean isCommitted() {
        return clientGone || super.isCommitted();
    }

    @Override
    public void flushBuffer() throws IOException {
        unlessGone(super::flushBuffer);
    }

    private interface Write {
        void run() throws IOException;
    }

    /**
     * After the first failure the container's response is left alone: Tomcat ends a request in asynchronous mode at once then, and
     * throws whatever comes at those who still use it.
     */
    private void unlessGone(Write write) {
        if (clientGone) {
            return;
        }
        try {
            write.run();
        } catch (IOException e) {
            clientGone = true;
            LOGGER.log(System.Logger.Level.DEBUG, "a client did not wait for its answer", e);
        }
    }

    private final class Output extends ServletOutputStream {

        private final ServletOutputStream target;

        Output(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) {
            unlessGone(() -> target.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            unlessGone(() -> target.write(bytes, offset, length));
        }

        @Override
        public void flush() {
            unlessGone(target::flush);
        }

        @Override
        public void close() {
            unlessGone(target::close);
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
