package dev.carillon.stream.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.hub.Sink;
import dev.carillon.hub.Subscriber;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.stream.SseFormat;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How the portable sink uses a request. {@link #calls} is what the container saw, in its order.
 *
 * <p>On Tomcat a client that was reset now and then took another with it: the shard completed the request when Tomcat had
 * given its objects to the next connection already.
 */
class ServletSinkTest {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ServletSink sink = new ServletSink();
    private final MemoryEventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(10, 10_000, Duration.ofHours(1))),
            Duration.ofHours(1),
            InstantSource.system(),
            new Random(1));
    private final Hub hub =
            new Hub(HubSettings.defaults(1), log, Runnable::run, System::nanoTime, ServletSinkTest::daemon);
    private @Nullable AsyncListener asyncListener;
    private @Nullable WriteListener writeListener;
    private Subscriber subscriber;
    private Chunk chunk;
    private volatile boolean ready = true;
    private volatile CountDownLatch writing = new CountDownLatch(0);

    @BeforeEach
    void connect() throws Exception {
        CapturingSink capturing = new CapturingSink();
        subscriber = hub.connect(capturing, SseFormat.PLAIN, reason -> {});
        subscriber.writable();
        subscriber.send(new byte[] {'x', '\n', '\n'}).toCompletableFuture().join();
        chunk = capturing.chunk.join();
    }

    @AfterEach
    void stop() {
        hub.close();
        log.close();
    }

    @Test
    void a_request_waits_for_ever_and_is_written_and_flushed_at_once() throws Exception {
        start();

        assertThat(sink.write(chunk)).isTrue();

        assertThat(calls).containsExactly("setTimeout 0", "write 3", "flush");
    }

    @Test
    void a_stream_that_is_not_ready_is_not_flushed_until_it_is() throws Exception {
        start();
        ready = false;
        assertThat(sink.write(chunk)).isFalse();
        assertThat(sink.drain()).isFalse();
        assertThat(calls).doesNotContain("flush");

        ready = true;

        assertThat(sink.drain()).isTrue();
        assertThat(sink.drain()).isTrue();
        assertThat(calls).containsExactly("setTimeout 0", "write 3", "flush");
    }

    @Test
    void a_sink_that_is_closed_ends_the_request_once() throws Exception {
        start();

        sink.close(CloseReason.APPLICATION);
        sink.close(CloseReason.APPLICATION);

        assertThat(calls).containsExactly("setTimeout 0", "complete");
        assertThat(sink.write(chunk)).isFalse();
        assertThat(calls).doesNotContain("write 3");
    }

    @Test
    void a_sink_that_was_closed_before_it_started_ends_the_request_when_it_starts() throws Exception {
        sink.close(CloseReason.STOPPED);

        start();

        assertThat(calls).containsExactly("setTimeout 0", "complete");
    }

    @Test
    void a_request_that_the_container_has_ended_is_not_touched_any_more() throws Exception {
        start();

        asyncListener.onComplete(new AsyncEvent(null));
        sink.close(CloseReason.CLIENT_GONE);

        assertThat(sink.write(chunk)).isFalse();
        assertThat(sink.drain()).isFalse();
        assertThat(calls).containsExactly("setTimeout 0");
    }

    @Test
    void an_error_ends_the_request_on_the_containers_thread_and_once() throws Exception {
        start();

        writeListener.onError(new IOException("broken pipe"));
        asyncListener.onError(new AsyncEvent(null));
        sink.close(CloseReason.CLIENT_GONE);

        assertThat(sink.write(chunk)).isFalse();
        assertThat(calls).containsExactly("setTimeout 0", "complete");
    }

    @Test
    void the_container_waits_with_the_end_until_a_write_that_is_under_way_has_returned() throws Exception {
        start();
        writing = new CountDownLatch(1);
        Thread shard = daemon(() -> sink.write(chunk));
        shard.start();
        Awaitility.await().until(() -> calls.contains("write 3"));

        Thread container = daemon(() -> {
            try {
                asyncListener.onComplete(new AsyncEvent(null));
                calls.add("completed");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        container.start();
        Awaitility.await().until(() -> container.getState() == Thread.State.BLOCKED);
        writing.countDown();
        shard.join();
        container.join();

        assertThat(calls).containsExactly("setTimeout 0", "write 3", "flush", "completed");
    }

    @Test
    void a_write_that_fails_is_a_client_that_is_gone() throws Exception {
        start();
        calls.add("fail");

        assertThat(sink.write(chunk)).isFalse();

        Awaitility.await().until(() -> subscriber.isEnded());
    }

    private void start() throws IOException {
        AsyncContext async = fake(AsyncContext.class, (method, arguments) -> {
            switch (method) {
                case "setTimeout" -> calls.add("setTimeout " + arguments[0]);
                case "complete" -> calls.add("complete");
                case "addListener" -> asyncListener = (AsyncListener) arguments[0];
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        });
        HttpServletRequest request = fake(HttpServletRequest.class, (method, arguments) -> async);
        HttpServletResponse response = fake(HttpServletResponse.class, (method, arguments) -> new Out());
        sink.start(request, response, subscriber);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private interface Answers {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.answer(method.getName(), arguments)));
    }

    private final class Out extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            writeListener = listener;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (calls.contains("fail")) {
                throw new IOException("broken pipe");
            }
            calls.add("write " + length);
            try {
                writing.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void flush() {
            calls.add("flush");
        }
    }

    /** The hub makes chunks, nobody else. */
    private static final class CapturingSink implements Sink {
        private final CompletableFuture<Chunk> chunk = new CompletableFuture<>();

        @Override
        public boolean write(Chunk written) {
            chunk.complete(written);
            return true;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public boolean noticesDeparture() {
            return true;
        }
    }
}
