package dev.carillon.stream.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.ssl.SSLFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Grizzly as Payara has it, and a clock of our own. */
class GrizzlyWatchTest {

    private static final Duration HEAD_TIME = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 3;
    private static final String HALF = "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ";
    private static final String REST = "\r\n\r\n";

    private final TCPNIOTransport transport =
            TCPNIOTransportBuilder.newInstance().setSelectorRunnersCount(2).build();
    private final List<Socket> clients = new ArrayList<>();
    private final AtomicInteger read = new AtomicInteger();
    private final List<Connection<?>> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> ended = new ArrayList<>();
    private final GrizzlyWatch watch =
            new GrizzlyWatch(HEAD_TIME, MOST, ended::add, () -> List.of(transport), () -> this.nanos);
    /** Overflows soon. */
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private TCPNIOServerConnection bound;

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        transport.shutdownNow();
    }

    @Test
    void a_head_has_its_time_from_the_first_byte_whatever_comes_in_the_meantime() throws Exception {
        listen(false);
        Socket slow = send(HALF);
        watch.look();
        for (int second = 0; second < 10; second++) {
            send(slow, "x");
            lookAfter(Duration.ofSeconds(1));
        }
        assertThat(ended).isEmpty();

        lookAfter(Duration.ofMillis(1));

        assertThat(ended).containsExactly(1);
        assertThat(endsNow(slow)).isTrue();
    }

    @Test
    void a_head_that_is_complete_at_the_last_moment_is_served() throws Exception {
        listen(false);
        Socket slow = send(HALF);
        watch.look();
        lookAfter(HEAD_TIME);

        send(slow, REST);

        assertThat(answer(slow)).startsWith("HTTP/1.1 200");
        lookAfter(HEAD_TIME);
        assertThat(ended).isEmpty();
    }

    @Test
    void the_next_request_of_a_connection_has_a_time_of_its_own() throws Exception {
        listen(false);
        Socket client = send(HALF);
        watch.look();
        send(client, REST);
        assertThat(answer(client)).startsWith("HTTP/1.1 200");
        send(client, HALF);

        lookAfter(HEAD_TIME.plusSeconds(1));
        lookAfter(HEAD_TIME);
        send(client, REST);

        assertThat(answer(client)).startsWith("HTTP/1.1 200");
        assertThat(ended).isEmpty();
    }

    @Test
    void connections_that_are_idle_or_wait_for_an_answer_or_send_a_body_stay() throws Exception {
        listen(false);
        Socket idle = send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Socket silent = connect();
        send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
        Socket body = send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx");
        assertThat(answer(idle)).startsWith("HTTP/1.1 200");

        watch.look();
        lookAfter(HEAD_TIME.multipliedBy(2));
        lookAfter(HEAD_TIME.multipliedBy(2));

        assertThat(ended).isEmpty();
        assertThat(asked).allSatisfy(each -> assertThat(each.isOpen()).isTrue());
        send(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(answer(idle)).startsWith("HTTP/1.1 200");
        send(silent, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(answer(silent)).startsWith("HTTP/1.1 200");
        send(body, "x");
        assertThat(answer(body)).startsWith("HTTP/1.1 200");
    }

    @Test
    void the_rest_of_a_body_that_nobody_wants_has_the_same_time_and_does_not_count() throws Exception {
        listen(false);
        Socket slow = send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx");
        assertThat(answer(slow)).startsWith("HTTP/1.1 200");

        Awaitility.await().atMost(PATIENCE).until(() -> {
            send(slow, "x");
            lookAfter(Duration.ofSeconds(1));
            return !asked.get(0).isOpen();
        });

        assertThat(ended).isEmpty();
    }

    @Test
    void the_oldest_end_when_there_are_too_many() throws Exception {
        listen(false);
        Socket oldest = send(HALF);
        watch.look();
        List<Socket> others = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            others.add(send(HALF));
        }

        lookAfter(Duration.ofSeconds(1));

        assertThat(ended).containsExactly(1);
        assertThat(endsNow(oldest)).isTrue();
        for (Socket other : others) {
            send(other, REST);
            assertThat(answer(other)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void half_a_handshake_ends() throws Exception {
        listen(true);
        Socket slow = connect();
        // Of a ClientHello of 512 bytes.
        slow.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});

        Awaitility.await().atMost(PATIENCE).until(() -> {
            lookAfter(Duration.ofSeconds(1));
            return !ended.isEmpty();
        });

        assertThat(ended).containsExactly(1);
        assertThat(endsNow(slow)).isTrue();
    }

    /** Every constructor of the filter is deprecated; the builders that were to come never did. */
    @SuppressWarnings("deprecation")
    private void listen(boolean tls) throws Exception {
        FilterChainBuilder chain = FilterChainBuilder.stateless().add(new TransportFilter());
        if (tls) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            chain.add(new SSLFilter(new SSLEngineConfigurator(context, false, false, false), null));
        }
        HttpServerFilter http = new HttpServerFilter(true, 8192, new KeepAlive(), null);
        http.getMonitoringConfig().addProbes(new HttpProbe.Adapter() {
            @Override
            @SuppressWarnings("rawtypes")
            public void onDataReceivedEvent(Connection connection, Buffer buffer) {
                read.incrementAndGet();
            }
        });
        transport.setProcessor(chain.add(http).add(new Answers()).build());
        bound = transport.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        transport.start();
    }

    /** Answers when all is there; to {@code /refuse} at once, to {@code /stream} never. */
    private final class Answers extends BaseFilter {

        @Override
        public NextAction handleRead(FilterChainContext context) {
            HttpContent content = context.getMessage();
            HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
            asked.add(context.getConnection());
            if (request.getRequestURI().equals("/stream")) {
                return context.getStopAction();
            }
            if (content.isLast() || request.getRequestURI().equals("/refuse")) {
                request.getResponse().setContentLength(0);
                context.write(
                        HttpContent.builder(request.getResponse()).last(true).build());
                context.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
            }
            return context.getStopAction();
        }
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) bound.getLocalAddress();
        Socket client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout((int) PATIENCE.toMillis());
        clients.add(client);
        return client;
    }

    private Socket send(String text) throws IOException {
        Socket client = connect();
        send(client, text);
        return client;
    }

    /** And waits until the server has read it. */
    private void send(Socket client, String text) throws IOException {
        int before = read.get();
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        Awaitility.await().atMost(PATIENCE).until(() -> read.get() > before);
    }

    private void lookAfter(Duration time) {
        nanos += time.toNanos();
        watch.look();
    }

    private static String answer(Socket client) throws IOException {
        byte[] answer = new byte[4 << 10];
        int length = client.getInputStream().read(answer);
        return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean endsNow(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
