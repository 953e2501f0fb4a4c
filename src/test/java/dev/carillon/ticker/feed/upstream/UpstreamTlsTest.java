package dev.carillon.ticker.feed.upstream;

import static dev.carillon.ticker.feed.upstream.HostileUpstream.json;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.it.server.TlsKeystore;
import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams of https: whom they are, and that TLS changes nothing in how long they are waited for. */
@Timeout(60)
class UpstreamTlsTest {

    private static TlsKeystore ours;
    private static TlsKeystore ofAnotherHost;

    @BeforeAll
    static void make(@TempDir Path directory) throws Exception {
        ours = TlsKeystore.create(directory.resolve("ours.p12"));
        ofAnotherHost = TlsKeystore.create(directory.resolve("other.p12"), "dns:quotes.example,ip:127.0.0.2");
    }

    private static HostileUpstream server(SSLContext tls) throws IOException {
        ServerSocket socket = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new HostileUpstream(socket, "https");
    }

    private static String get(SSLContext trusted, Duration time, String url, URI... allowed) throws Exception {
        Upstream upstream = new Upstream(Set.of(allowed), () -> trusted, Feeds.SCHEDULER);
        try (Answer answer = upstream.get(UpstreamUrl.of(url), Map.of(), time)) {
            return new String(answer.body(1000), StandardCharsets.UTF_8);
        }
    }

    private static String get(SSLContext trusted, HostileUpstream server) throws Exception {
        return get(trusted, Duration.ofSeconds(10), server.at("/"), server.origin());
    }

    @Test
    void who_has_a_certificate_that_is_trusted_is_believed() throws Exception {
        try (HostileUpstream server = server(ours.context())) {
            server.then(json("{}"));

            assertThat(get(ours.trustedContext(), server)).isEqualTo("{}");
        }
    }

    @Test
    void who_has_a_certificate_of_nobody_or_of_another_host_is_not() throws Exception {
        try (HostileUpstream unknown = server(ours.context());
                HostileUpstream other = server(ofAnotherHost.context())) {
            unknown.then(json("{}"));
            other.then(json("{}"));

            assertThatThrownBy(() -> get(SSLContext.getDefault(), unknown))
                    .isInstanceOf(FeedException.class)
                    .hasMessageStartingWith(unknown.at("/: no TLS: "));
            assertThatThrownBy(() -> get(ofAnotherHost.trustedContext(), other))
                    .isInstanceOf(FeedException.class)
                    .hasMessageStartingWith(other.at("/: no TLS: "))
                    .hasMessageContaining("No subject alternative names matching");

            assertThat(unknown.requests()).isEmpty();
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void a_redirect_from_https_to_http_is_refused_although_both_are_on_the_list() throws Exception {
        try (HostileUpstream server = server(ours.context());
                HostileUpstream plain = HostileUpstream.started()) {
            server.then(redirect(302, plain.at("/")));

            assertThatThrownBy(() -> get(
                            ours.trustedContext(),
                            Duration.ofSeconds(10),
                            server.at("/"),
                            server.origin(),
                            plain.origin()))
                    .isInstanceOf(FeedException.class)
                    .hasMessage(server.at("/: redirected to '") + plain.origin() + "', from https to http");

            assertThat(plain.requests()).isEmpty();
        }
    }

    /** TLS reads a record of 16 KiB with many reads; a time-out for each would wait for hours. */
    @Test
    void a_record_that_drips_ends_with_the_time_for_the_whole_answer() throws Exception {
        SSLContext clients = ours.trustedContext();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread dripping = new Thread(() -> drip(server));
            dripping.start();
            URI origin = URI.create("https://127.0.0.1:" + server.getLocalPort());
            Upstream upstream = new Upstream(Set.of(origin), () -> clients, Feeds.SCHEDULER);
            long begin = System.nanoTime();

            assertThatThrownBy(() -> upstream.get(UpstreamUrl.of(origin + "/"), Map.of(), Duration.ofMillis(500)))
                    .isInstanceOf(FeedException.class)
                    .hasMessage(origin + "/: no whole answer within 0.5 s");

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            dripping.join();
        }
    }

    private static void drip(ServerSocket server) {
        try (HostileUpstream.Exchange exchange = new HostileUpstream.Exchange(server.accept())) {
            exchange.socket().getInputStream().readNBytes(100);
            exchange.send(new byte[] {0x16, 3, 3, 0x3f, (byte) 0xff});
            while (true) {
                exchange.send(new byte[] {0});
                exchange.pause(Duration.ofMillis(20));
            }
        } catch (IOException e) {
            // The client has given up, as it should.
        }
    }

    @Test
    void an_interruption_ends_the_wait_at_once() throws Exception {
        SSLContext trusted = ours.trustedContext();
        try (HostileUpstream server = server(ours.context())) {
            server.then(HostileUpstream.Exchange::stall);
            FutureTask<String> task =
                    new FutureTask<>(() -> get(trusted, Duration.ofMinutes(5), server.at("/"), server.origin()));
            Thread thread = new Thread(task);
            thread.start();
            Awaitility.await().until(() -> server.requests().size() == 1);
            long begin = System.nanoTime();

            thread.interrupt();

            assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            thread.join();
        }
    }
}
