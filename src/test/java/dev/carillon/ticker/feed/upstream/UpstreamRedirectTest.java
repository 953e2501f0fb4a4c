package dev.carillon.ticker.feed.upstream;

import static dev.carillon.ticker.feed.upstream.HostileUpstream.answer;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.json;
import static dev.carillon.ticker.feed.upstream.HostileUpstream.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a redirect leads to. */
@Timeout(60)
class UpstreamRedirectTest {

    private final HostileUpstream allowed = HostileUpstream.started();
    private final HostileUpstream stranger = HostileUpstream.started();
    private final Upstream upstream = Feeds.upstream(allowed);

    @AfterEach
    void end() throws IOException {
        allowed.close();
        stranger.close();
    }

    private String get(Upstream from, String url) throws IOException, InterruptedException {
        try (Answer answer = from.get(UpstreamUrl.of(url), Map.of(), Duration.ofSeconds(5))) {
            return answer.status() + " " + new String(answer.body(1000), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_followed_to_whom_the_list_has(int status) throws Exception {
        Upstream both = Feeds.upstream(allowed, stranger);
        allowed.then(redirect(status, "b?c=d"), redirect(status, "?e"), redirect(status, stranger.at("/f")));
        stranger.then(json("{}"));

        assertThat(get(both, allowed.at("/a/a?x"))).isEqualTo("200 {}");

        assertThat(allowed.requests())
                .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
                .containsExactly("GET /a/a?x", "GET /a/b?c=d", "GET /a/b?e");
        assertThat(stranger.requests())
                .singleElement()
                .asString()
                .startsWith("GET /f HTTP/1.1\r\nHost: 127.0.0.1:" + stranger.port() + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:PORT/", "//127.0.0.1:PORT/", "HTTP://127.0.0.1:PORT", "http://localhost:PORT/"
            })
    void a_redirect_to_somebody_else_is_refused_before_he_is_asked(String location) {
        allowed.then(redirect(307, location.replace("PORT", String.valueOf(stranger.port()))));

        assertThatThrownBy(() -> get(upstream, allowed.at("/quotes")))
                .isInstanceOf(FeedException.class)
                .hasMessageStartingWith(allowed.at("/quotes") + ": redirected, but 'http://")
                .hasMessageEndingWith(":" + stranger.port() + "' is not in carillon.ticker.upstreams");

        assertThat(stranger.requests()).isEmpty();
    }

    @Test
    void a_loop_of_redirects_ends_at_the_fourth() {
        HostileUpstream.Behaviour loop = redirect(302, "/loop");
        allowed.then(loop, loop, loop, loop, loop);

        assertThatThrownBy(() -> get(upstream, allowed.at("/loop")))
                .isInstanceOf(FeedException.class)
                .hasMessage(allowed.at("/loop") + ": redirected more than 3 times");

        assertThat(allowed.requests()).hasSize(4);
    }

    @Test
    void redirects_have_no_time_of_their_own() {
        HostileUpstream.Behaviour slow = exchange -> {
            exchange.hold(Duration.ofMillis(1500));
            redirect(302, "/again").answer(exchange);
        };
        allowed.then(slow, slow, slow);

        assertThatThrownBy(() -> upstream.get(UpstreamUrl.of(allowed.at("/")), Map.of(), Duration.ofMillis(2500)))
                .isInstanceOf(FeedException.class)
                .hasMessage(allowed.at("/again") + ": no whole answer within 2.5 s");

        assertThat(allowed.requests()).hasSize(2);
    }
}
