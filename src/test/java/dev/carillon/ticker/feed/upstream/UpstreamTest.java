package dev.carillon.ticker.feed.upstream;

import static dev.carillon.ticker.feed.upstream.HostileUpstream.answer;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.json;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked, and what is said to whom. Redirects: {@link UpstreamRedirectTest}. */
@Timeout(60)
class UpstreamTest {

    private final HostileUpstream allowed = HostileUpstream.started();
    private final HostileUpstream stranger = HostileUpstream.started();
    private final Upstream upstream = Feeds.upstream(allowed);

    @AfterEach
    void end() throws IOException {
        allowed.close();
        stranger.close();
    }

    private String get(Upstream from, String url) throws IOException, InterruptedException {
        try (Answer answer = from.get(UpstreamUrl.of(url), Map.of(), Duration.ofMinutes(5))) {
            return answer.status() + " " + new String(answer.body(1000), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_request_has_what_it_needs_and_nothing_else() throws Exception {
        allowed.then(json("{}"));

        assertThat(get(upstream, allowed.at("/a/b?c=%20d&e"))).isEqualTo("200 {}");

        assertThat(allowed.requests())
                .containsExactly("GET /a/b?c=%20d&e HTTP/1.1\r\nHost: 127.0.0.1:" + allowed.port()
                        + "\r\nUser-Agent: Carillon\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n");
    }

    @Test
    void interim_answers_are_skipped_and_chunks_joined() throws Exception {
        allowed.then(HostileUpstream.raw(String.join(
                "\r\n",
                "HTTP/1.1 100 Continue",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: </a>",
                "",
                "HTTP/1.0 200",
                "transfer-ENCODING:Chunked",
                "",
                "2;a=b",
                "{\"",
                "0003",
                "a\":",
                "2 ",
                "1}",
                "0",
                "A: b",
                "\r\n")));

        assertThat(get(upstream, allowed.at("/"))).isEqualTo("200 {\"a\":1}");
    }

    @Test
    void a_field_in_two_lines_is_joined() throws Exception {
        allowed.then(HostileUpstream.raw("HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nContent-Length: 2\r\n\r\n{}"));

        try (Answer answer = upstream.get(UpstreamUrl.of(allowed.at("/")), Map.of(), Duration.ofSeconds(5))) {
            assertThat(answer.field("a")).contains("b c");
        }
    }

    @Test
    void who_has_an_answer_or_none_is_not_looked_after_any_more() throws Exception {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        scheduler.setRemoveOnCancelPolicy(true);
        Upstream watched = new Upstream(
                Set.of(allowed.origin()),
                () -> {
                    throw new IllegalStateException("no TLS here");
                },
                scheduler);
        allowed.then(redirect(302, "/b"), json("{}"), redirect(302, stranger.at("/")));

        try {
            try (Answer answer = watched.get(UpstreamUrl.of(allowed.at("/a")), Map.of(), Duration.ofSeconds(5))) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(scheduler.getQueue()).hasSize(1);
            }
            assertThat(scheduler.getQueue()).isEmpty();
            assertThatThrownBy(() -> get(watched, allowed.at("/c"))).isInstanceOf(FeedException.class);
            assertThatThrownBy(() -> get(watched, allowed.at("/d"))).hasMessageEndingWith(" without an answer");
            assertThat(scheduler.getQueue()).isEmpty();
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void proxies_and_cookies_of_the_jvm_are_not_used() throws Exception {
        ProxySelector proxies = ProxySelector.getDefault();
        CookieHandler cookies = CookieHandler.getDefault();
        ProxySelector.setDefault(
                ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), stranger.port())));
        CookieHandler.setDefault(new CookieManager());
        allowed.then(answer("200 OK\r\nSet-Cookie: a=b", "1"), answer("200 OK", "2"));

        try {
            assertThat(get(upstream, allowed.at("/"))).isEqualTo("200 1");
            assertThat(get(upstream, allowed.at("/"))).isEqualTo("200 2");
        } finally {
            ProxySelector.setDefault(proxies);
            CookieHandler.setDefault(cookies);
        }

        assertThat(allowed.requests()).hasSize(2).noneMatch(head -> head.contains("Cookie"));
        assertThat(stranger.requests()).isEmpty();
    }

    @Test
    void who_is_not_on_the_list_is_not_asked() {
        assertThatThrownBy(() -> get(upstream, stranger.at("/")))
                .isInstanceOf(FeedException.class)
                .hasMessage("'" + stranger.origin() + "' is not in carillon.ticker.upstreams");

        assertThat(stranger.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://127.1:PORT/",
                "http://127.000.000.001:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://0x7f.0.0.1:PORT/",
                "http://0x7f000001:PORT/",
                "http://2130706433:PORT/",
                "http://017700000001:PORT/",
                "http://127.0.0.1%2e:PORT/",
                "http://%31%32%37.0.0.1:PORT/",
                "http://127.0.0.1%00.evil.example:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::1]:PORT/",
                "http://[::1%25lo]:PORT/",
                "http://[::1%lo]:PORT/",
                "http://0.0.0.0:PORT/",
                "http://0:PORT/",
                "http://127。0。0。1:PORT/",
                "http://①27.0.0.1:PORT/",
                "http://127.0.0.1@evil.example:PORT/",
                "http://evil.example@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT@evil.example/",
                "http://127.0.0.1:PORT\\@evil.example/",
                "http://evil.example\\@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT\t/",
                "http://127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n/",
                "http:127.0.0.1:PORT/",
                "http:/127.0.0.1:PORT/",
                "http:///127.0.0.1:PORT/",
                "https://127.0.0.1:PORT/",
                "ws://127.0.0.1:PORT/",
                "jar:http://127.0.0.1:PORT/!/",
                "http://127.0.0.1:0/",
                "http://127.0.0.1:99999/",
                "http://127.0.0.1:-1/",
                "http://127.0.0.1/",
                "http://under_score.example:PORT/"
            })
    void another_spelling_of_an_allowed_host_is_not_asked(String spelling) {
        String url = spelling.replace("PORT", String.valueOf(allowed.port()));

        assertThatThrownBy(() -> get(upstream, url))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(IllegalArgumentException.class),
                        e -> assertThat(e)
                                .isInstanceOf(FeedException.class)
                                .hasMessageContaining("is not in carillon.ticker.upstreams"));
        assertThat(allowed.requests()).isEmpty();

        allowed.then(redirect(302, url.replaceAll("[\r\n]", " ").replaceAll("[^\t-~]", "?")));
        assertThatThrownBy(() -> get(upstream, allowed.at("/"))).isInstanceOf(FeedException.class);
        assertThat(allowed.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP://127.0.0.1:PORT", "http://127.0.0.1:0PORT/", "http://127.0.0.1:PORT/#part"})
    void the_same_origin_in_other_letters_is_the_same(String spelling) throws Exception {
        allowed.then(json("{}"));

        assertThat(get(upstream, spelling.replace("PORT", String.valueOf(allowed.port()))))
                .isEqualTo("200 {}");

        assertThat(allowed.requests().get(0))
                .startsWith("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + allowed.port() + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//stranger.example/a", "/a/../b//c/./?d=%2e//e", "/;a=b?//", "/http://stranger.example/"})
    void a_target_is_sent_as_it_is(String target) throws Exception {
        allowed.then(json("{}"));

        assertThat(get(upstream, allowed.at(target))).isEqualTo("200 {}");

        assertThat(allowed.requests().get(0))
                .startsWith("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + allowed.port() + "\r\n");
    }

    @Test
    void who_does_not_listen_is_named() throws Exception {
        URI origin;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            origin = URI.create("http://127.0.0.1:" + nobody.getLocalPort());
        }
        Upstream lonely = new Upstream(
                Set.of(origin),
                () -> {
                    throw new IllegalStateException("no TLS here");
                },
                Feeds.SCHEDULER);

        assertThatThrownBy(() -> get(lonely, origin + "/quotes"))
                .isInstanceOf(FeedException.class)
                .hasMessage(origin + "/quotes: no connection: 'Connection refused'");
    }

    @Test
    void an_interruption_ends_the_wait_at_once() throws Exception {
        allowed.then(HostileUpstream.Exchange::stall);
        FutureTask<String> task = new FutureTask<>(() -> get(upstream, allowed.at("/")));
        Thread thread = new Thread(task);
        thread.start();
        Awaitility.await().until(() -> allowed.requests().size() == 1);
        long begin = System.nanoTime();

        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        thread.join();
    }
}
