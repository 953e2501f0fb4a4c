package dev.carillon.api;

import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Stops whoever makes an answer whose client has gone: {@link ForgivingResponse} tells him nothing, and a resource that writes for as
 * long as it can would write for nobody for ever. He gets an exception, which ends here.
 */
public final class ClientGoneInterceptor implements WriterInterceptor {

    private static final System.Logger LOGGER = System.getLogger(ClientGoneInterceptor.class.getName());

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(ForgivingResponse.ATTRIBUTE) instanceof ForgivingResponse response)) {
            context.proceed();
            return;
        }
        // Who writes one piece after the other has to learn of it from the next one.
        requireClient(response);
        Watched watched = new Watched(context.getOutputStream(), response);
        context.setOutputStream(watched);
        try {
            context.proceed();
        } catch (IOException | RuntimeException e) {
            if (!response.isClientGone()) {
                throw e;
            }
            LOGGER.log(System.Logger.Level.DEBUG, "an answer was not finished, as its client has gone", e);
        } finally {
            // JAX-RS closes it after this, and logs what that throws.
            watched.made = true;
        }
    }

    private static void requireClient(ForgivingResponse response) throws IOException {
        if (response.isClientGone()) {
            throw new IOException("the client has gone");
        }
    }

    private static final class Watched extends FilterOutputStream {

        private final ForgivingResponse response;

        /** Nobody makes the answer any more. */
        private boolean made;

        Watched(OutputStream target, ForgivingResponse response) {
            super(target);
            this.response = response;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            stopIfGone();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            stopIfGone();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            stopIfGone();
        }

        private void stopIfGone() throws IOException {
            if (!made) {
                requireClient(response);
            }
        }
    }
}
