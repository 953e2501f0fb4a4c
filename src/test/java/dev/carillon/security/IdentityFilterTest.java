package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import dev.carillon.event.SelectorSet;
import dev.carillon.event.UnauthenticatedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, and which requests a page of another site cannot make in his name. */
class IdentityFilterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Grants ANYBODY = new Grants(SelectorSet.of("demo"), SelectorSet.of("demo"), false);
    private static final Caller ANNA = new Caller(
            "anna",
            "Anna",
            new Grants(SelectorSet.of("orders/*"), SelectorSet.none(), false),
            Credential.BEARER,
            "t1",
            NOW.plusSeconds(60));

    private final AtomicLong nanos = new AtomicLong();
    private final Tickets tickets = new Tickets(() -> NOW, nanos::get, new Random(1));
    private final Map<String, Caller> tokens = Map.of("annas", ANNA);
    private final IdentityFilter filter = filter(CorsPolicy.of(Set.of("https://app.example")));

    private IdentityFilter filter(CorsPolicy cors) {
        return new IdentityFilter(ANYBODY, this::authenticate, tickets, cors, List.of(new BrowserCookie("guest")));
    }

    private Caller authenticate(String token) {
        Caller caller = tokens.get(token);
        if (caller == null) {
            throw new UnauthenticatedException(Problem.INVALID_TOKEN, "a", "b", "c");
        }
        return caller;
    }

    @Test
    void who_says_nothing_is_anonymous() throws Exception {
        Caller caller = callerOf(new FakeRequest("GET", "/api/events"));

        assertThat(caller.isAnonymous()).isTrue();
        assertThat(caller.grants()).isEqualTo(ANYBODY);
    }

    @Test
    void who_has_a_token_may_do_what_everybody_may_as_well() throws Exception {
        Caller caller = callerOf(new FakeRequest("GET", "/api/events").bearer("annas"));

        assertThat(caller.subject()).isEqualTo("anna");
        assertThat(caller.credential()).isEqualTo(Credential.BEARER);
        assertThat(caller.grants().publishNames()).containsExactly("demo", "orders/*");
        assertThat(caller.grants().subscribeNames()).containsExactly("demo");
    }

    @Test
    void a_bad_token_is_refused_and_never_taken_for_none() {
        assertRefused(new FakeRequest("GET", "/api/events").bearer("forged"), Problem.INVALID_TOKEN);
        assertRefused(
                new FakeRequest("GET", "/api/events").header("Authorization", "Basic YTpi"), Problem.INVALID_TOKEN);
        assertRefused(new FakeRequest("GET", "/api/events").header("Authorization", "annas"), Problem.INVALID_TOKEN);
    }

    @Test
    void the_header_wins_over_the_cookie() {
        assertRefused(new FakeRequest("GET", "/api/events").bearer("forged").cookie("annas"), Problem.INVALID_TOKEN);
    }

    @Test
    void a_cookie_that_is_worth_nothing_is_refused_and_taken_back() {
        FakeRequest request = new FakeRequest("GET", "/api/events").cookie("old");

        assertRefused(request, Problem.INVALID_TOKEN);

        assertThat(request.setCookies).singleElement().satisfies(cookie -> {
            assertThat(cookie.getMaxAge()).isZero();
            assertThat(cookie.getValue()).isEmpty();
        });
    }

    @Test
    void a_cookie_that_is_worth_nothing_keeps_nobody_from_signing_in() throws Exception {
        FakeRequest request =
                new FakeRequest("POST", "/api/session").cookie("old").header("Sec-Fetch-Site", "same-origin");

        assertThat(callerOf(request).isAnonymous()).isTrue();
    }

    @Test
    void a_ticket_opens_one_stream() throws Exception {
        String ticket = tickets.issue(ANNA);

        Caller caller = callerOf(new FakeRequest("GET", "/api/events/orders/7").query("last=1&ticket=" + ticket));

        assertThat(caller.subject()).isEqualTo("anna");
        assertThat(caller.credential()).isEqualTo(Credential.TICKET);
        assertRefused(new FakeRequest("GET", "/api/events").query("ticket=" + ticket), Problem.INVALID_TICKET);
    }

    @Test
    void a_ticket_is_good_for_thirty_seconds() {
        String ticket = tickets.issue(ANNA);

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());

        assertRefused(new FakeRequest("GET", "/api/events").query("ticket=" + ticket), Problem.INVALID_TICKET);
    }

    @Test
    void a_ticket_is_worth_nothing_when_its_token_is_revoked() {
        String ticket = tickets.issue(ANNA);

        tickets.revoke("t1");

        assertRefused(new FakeRequest("GET", "/api/events").query("ticket=" + ticket), Problem.INVALID_TICKET);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/events/demo",
        "HEAD, /api/events",
        "GET, /api/session",
        "GET, /api/eventsx",
        "GET, /api/admin/log"
    })
    void a_ticket_is_for_a_stream_alone(String method, String path) {
        String ticket = tickets.issue(ANNA);

        assertRefused(new FakeRequest(method, path).query("ticket=" + ticket), Problem.INVALID_TICKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"access_token=annas", "a=b&token=x", "Access_Token=x", "%61ccess_token=x", "jwt", "ID_TOKEN=x"})
    void a_token_in_a_url_is_refused(String query) {
        assertRefused(new FakeRequest("GET", "/api/events").query(query), Problem.TOKEN_IN_URL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            cookie | POST   | -                       | -           | refused
            cookie | POST   | https://evil.example    | -           | refused
            cookie | POST   | https://evil.example    | cross-site  | refused
            cookie | POST   | -                       | same-site   | refused
            cookie | POST   | null                    | -           | refused
            cookie | POST   | https://hub.example.evil.example | - | refused
            cookie | POST   | https://hub.example:8443 | -          | refused
            cookie | DELETE | -                       | cross-site  | refused
            cookie | POST   | https://hub.example     | -           | served
            cookie | POST   | http://hub.example:80   | -           | served
            cookie | POST   | https://app.example     | cross-site  | served
            cookie | POST   | -                       | same-origin | served
            cookie | GET    | https://evil.example    | cross-site  | served
            none   | POST   | -                       | -           | served
            none   | POST   | https://hub.example     | -           | served
            none   | POST   | https://app.example     | cross-site  | served
            none   | POST   | https://evil.example    | -           | refused
            none   | POST   | null                    | cross-site  | refused
            none   | POST   | -                       | cross-site  | refused
            bearer | POST   | https://evil.example    | cross-site  | served
            """)
    void a_page_of_another_site_changes_nothing(
            String credential, String method, String origin, String site, String outcome) throws Exception {
        FakeRequest request = new FakeRequest(method, "/api/events/demo");
        if (credential.equals("cookie")) {
            request.cookie("annas");
        } else if (credential.equals("bearer")) {
            request.bearer("annas");
        }
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }

        if (outcome.equals("served")) {
            assertThat(callerOf(request)).isNotNull();
        } else {
            assertRefused(request, Problem.CROSS_SITE);
        }
    }

    /** Cross-site WebSocket hijacking: a WebSocket's handshake is a GET, and its answers are kept from no page. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            cookie | https://evil.example    | -           | refused
            cookie | https://evil.example    | cross-site  | refused
            cookie | -                       | cross-site  | refused
            cookie | null                    | -           | refused
            cookie | https://hub.example     | -           | served
            cookie | https://app.example     | cross-site  | served
            cookie | -                       | same-origin | served
            cookie | -                       | -           | served
            none   | https://evil.example    | -           | refused
            none   | -                       | -           | served
            none   | https://app.example     | -           | served
            bearer | https://evil.example    | cross-site  | served
            """)
    void a_page_of_another_site_opens_no_connection(String credential, String origin, String site, String outcome)
            throws Exception {
        FakeRequest request = new FakeRequest("GET", "/socket.io");
        if (credential.equals("cookie")) {
            request.cookie("annas");
        } else if (credential.equals("bearer")) {
            request.bearer("annas");
        }
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }

        if (outcome.equals("served")) {
            assertThat(callerOf(request)).isNotNull();
        } else {
            assertRefused(request, Problem.CROSS_SITE);
        }
    }

    @Test
    void any_origin_is_none_that_may_use_a_cookie() {
        IdentityFilter open = filter(CorsPolicy.anybody());
        FakeRequest request =
                new FakeRequest("POST", "/api/events/demo").cookie("annas").header("Origin", "https://evil.example");

        assertThatThrownBy(() -> open.doFilter(request.request(), request.response(), (passed, on) -> {}))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CROSS_SITE));
    }

    /** A page of a neighbouring name or another port is of the same site: the browser sends it cookies with SameSite=Lax. */
    @ParameterizedTest
    @CsvSource({"POST, /api/events/demo", "GET, /socket.io"})
    void a_cookie_by_which_only_a_feature_knows_somebody_is_one_as_well(String method, String path) throws Exception {
        IdentityFilter open = filter(CorsPolicy.anybody());
        FakeRequest guest =
                new FakeRequest(method, path).cookie("guest", "secret").header("Origin", "https://evil.example");
        FakeRequest stranger =
                new FakeRequest(method, path).cookie("other", "x").header("Origin", "https://evil.example");

        assertThatThrownBy(() -> open.doFilter(guest.request(), guest.response(), (passed, on) -> {}))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CROSS_SITE));
        HttpServletRequest request = stranger.request();
        open.doFilter(request, stranger.response(), (passed, on) -> {});
        assertThat(Caller.of(request).isAnonymous()).isTrue();
    }

    /** With carillon.cors.origins=* a form of any page could sign a visitor in as somebody else, since he had no cookie yet. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/api/session/"})
    void a_page_of_another_site_signs_nobody_in(String path) {
        IdentityFilter open = filter(CorsPolicy.anybody());
        FakeRequest request = new FakeRequest("POST", path).header("Origin", "https://evil.example");

        assertThatThrownBy(() -> open.doFilter(request.request(), request.response(), (passed, on) -> {}))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CROSS_SITE));
    }

    /** One caller could take all 50,000 tickets within seconds, and nobody else got one for half a minute. */
    @Test
    void who_takes_very_many_tickets_leaves_some_for_others() {
        for (int i = 0; i < 5_000; i++) {
            tickets.issue(ANNA);
        }

        assertThatThrownBy(() -> tickets.issue(ANNA)).isInstanceOf(RateLimitException.class);
        Caller bert = new Caller("bert", "Bert", ANNA.grants(), Credential.BEARER, "t2", ANNA.expiresAt());
        assertThat(tickets.issue(bert)).isNotEmpty();
        nanos.addAndGet(Tickets.LIFETIME.toNanos());
        assertThat(tickets.issue(ANNA)).isNotEmpty();
    }

    private Caller callerOf(FakeRequest fake) throws Exception {
        HttpServletRequest request = fake.request();
        filter.doFilter(request, fake.response(), (passed, on) -> {});
        return Caller.of(request);
    }

    private void assertRefused(FakeRequest request, Problem problem) {
        assertThatThrownBy(() -> callerOf(request))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
