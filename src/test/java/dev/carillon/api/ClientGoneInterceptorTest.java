package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** An answer to a client that goes after {@link #READS} bytes. */
class ClientGoneInterceptorTest {

    private static final int READS = 1_000;

    private final ClientGoneInterceptor interceptor = new ClientGoneInterceptor();
    private final GoingClient client = new GoingClient();
    private final AtomicReference<OutputStream> lastStream = new AtomicReference<>();
    private final ForgivingResponse response = new ForgivingResponse(servletResponse());

    @Test
    void an_answer_without_an_end_is_no_longer_made() {
        int[] written = {0};

        assertThatCode(() -> write(out -> {
                    while (true) {
                        out.write('x');
                        written[0]++;
                    }
                }))
                .doesNotThrowAnyException();

        assertThat(written[0]).isEqualTo(READS);
        assertThat(response.isClientGone()).isTrue();
    }

    @Test
    void what_is_written_after_that_is_taken_without_a_word() throws IOException {
        write(out -> out.write(new byte[2 * READS]));
        int calls = client.calls;

        for (OutputStream out : List.of(response.getOutputStream(), lastStream.get())) {
            out.write(1);
            out.flush();
            out.close();
        }
        response.flushBuffer();
        assertThat(response.isCommitted()).isTrue();

        assertThat(client.calls).isEqualTo(calls);
    }

    @Test
    void who_writes_in_pieces_learns_of_it_from_the_next_one() throws IOException {
        write(out -> out.write(new byte[2 * READS]));

        assertThatIOException().isThrownBy(() -> write(out -> out.write(1)));
    }

    @Test
    void what_fails_while_the_client_is_there_is_not_hidden() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write(out -> {
                    throw new IllegalStateException("a fault of ours");
                }));
        assertThatIOException()
                .isThrownBy(() -> write(out -> {
                    throw new IOException("a file is not there");
                }));
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private void write(Writer writer) throws IOException {

        lastStream.set(response.getOutputStream());
        interceptor.aroundWriteTo((WriterInterceptorContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {WriterInterceptorContext.class},
                (proxy, called, arguments) -> {
                    switch (called.getName()) {
                        case "getProperty" -> {
                            return arguments[0].equals(ForgivingResponse.ATTRIBUTE) ? response : null;
                        }
                        case "getOutputStream" -> {
                            return lastStream.get();
                        }
                        case "setOutputStream" -> lastStream.set((OutputStream) arguments[0]);
                        case "proceed" -> writer.write(lastStream.get());
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                }));
    }

    private HttpServletResponse servletResponse() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("getOutputStream")) {
                        return client;
                    }
                    client.calls++;
                    return null;
                });
    }

    private static final class GoingClient extends ServletOutputStream {

        private int read;
        private int calls;

        @Override
        public void write(int b) throws IOException {
            calls++;
            if (++read > READS) {
                throw new IOException("Connection reset by peer");
            }
        }

        @Override
        public void flush() {
            calls++;
        }

        @Override
        public void close() {
            calls++;
        }

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
