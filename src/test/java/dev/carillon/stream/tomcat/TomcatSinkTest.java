package dev.carillon.stream.tomcat;

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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a socket takes for a client that does not read.
 *
 * <p>The system's buffer grew to megabytes, and a reader of 4 KB a second saw prices that were 40 s old.
 */
class TomcatSinkTest {

    private static final int CHUNK = 8 << 10;

    /** The system doubles what it is told; and what the client's system takes. */
    private static final long SHORT = 256 << 10;

    private static final long LONG = 512 << 10;

    private final TomcatSink sink = new TomcatSink();
    private ServerSocketChannel listener;
    private SocketChannel client;
    private SocketChannel server;
    private Chunk chunk;

    @BeforeEach
    void connect() throws IOException {
        listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
        client.connect(listener.getLocalAddress());
        server = listener.accept();
        // As where somebody has set the system's limits to what fast networks want.
        server.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
        server.configureBlocking(false);
        chunk = chunk();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void a_reader_of_conflating_channels_has_little_on_the_way() throws IOException {
        sink.connected(wrapper());
        sink.keepShort();

        assertThat(taken()).isLessThan(SHORT);
    }

    @Test
    void one_who_listens_before_he_is_connected_has_so_too() throws IOException {
        sink.keepShort();
        sink.connected(wrapper());

        assertThat(taken()).isLessThan(SHORT);
    }

    @Test
    void any_other_reader_has_what_the_system_gives() throws IOException {
        sink.connected(wrapper());

        assertThat(taken()).isGreaterThan(LONG);
    }

    /** How much it writes until it waits for the client. */
    private long taken() {
        long taken = 0;
        while (sink.write(chunk)) {
            taken += chunk.length();
        }
        return taken;
    }

    private NioEndpoint.NioSocketWrapper wrapper() throws IOException {
        NioChannel channel = new NioChannel(new SocketBufferHandler(CHUNK, CHUNK, false));
        NioEndpoint.NioSocketWrapper wrapper = new NioEndpoint.NioSocketWrapper(channel, new NioEndpoint()) {
            @Override
            public void registerWriteInterest() {
                // There is no poller.
            }
        };
        channel.reset(server, wrapper);
        return wrapper;
    }

    /** As a hub makes it. */
    private static Chunk chunk() {
        CompletableFuture<Chunk> written = new CompletableFuture<>();
        Sink capturing = new Sink() {
            @Override
            public boolean write(Chunk chunk) {
                written.complete(chunk);
                return true;
            }

            @Override
            public boolean drain() {
                return true;
            }

            @Override
            public void close(CloseReason reason) {
                // Nothing was opened.
            }

            @Override
            public boolean noticesDeparture() {
                return true;
            }
        };
        MemoryEventLog log = new MemoryEventLog(
                RetentionPolicy.of(new Retention(10, 10_000, Duration.ofHours(1))),
                Duration.ofHours(1),
                InstantSource.system(),
                new Random(1));
        try (Hub hub = new Hub(HubSettings.defaults(1), log, Runnable::run, System::nanoTime, Thread::new)) {
            Subscriber subscriber = hub.connect(capturing, SseFormat.PLAIN, reason -> {});
            subscriber.writable();
            subscriber.send(new byte[CHUNK]).toCompletableFuture().join();
            return written.join();
        }
    }
}
