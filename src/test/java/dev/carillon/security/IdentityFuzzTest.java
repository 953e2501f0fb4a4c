package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Hostile;
import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nobody becomes somebody by sending nonsense. */
class IdentityFuzzTest {

    private final IdentityFilter filter = new IdentityFilter(
            Grants.NONE,
            token -> {
                throw new UnauthenticatedException(Problem.INVALID_TOKEN, "a", "b", "c");
            },
            new Tickets(Instant::now, System::nanoTime, new Random(1)),
            CorsPolicy.of(Set.of("https://app.example")),
            List.of());

    @Property
    void who_has_no_token_is_anonymous_or_refused(
            @ForAll("texts") String authorization, @ForAll("texts") String query, @ForAll("texts") String origin)
            throws Exception {
        FakeRequest fake = new FakeRequest("GET", "/api/events").query(query).header("Origin", origin);
        if (!authorization.isEmpty()) {
            fake.header("Authorization", authorization);
        }
        HttpServletRequest request = fake.request();
        try {
            filter.doFilter(request, fake.response(), (passed, on) -> {});
            Caller caller = Caller.of(request);
            assertThat(caller.isAnonymous()).isTrue();
            assertThat(caller.grants()).isEqualTo(Grants.NONE);
            assertThat(authorization).isEmpty();
        } catch (HubException refused) {
            assertThat(refused.problem()).isIn(Problem.INVALID_TOKEN, Problem.INVALID_TICKET, Problem.TOKEN_IN_URL);
        }
    }

    @Property
    void no_origin_but_ours_and_the_listed_may_change_something(@ForAll("origins") String origin) throws Exception {
        FakeRequest fake = new FakeRequest("POST", "/api/events/demo").header("Origin", origin);
        try {
            filter.doFilter(fake.request(), fake.response(), (passed, on) -> {});
            assertThat(origin.toLowerCase(Locale.ROOT))
                    .matches("https://app\\.example|https?://hub\\.example(:(80|443))?");
        } catch (HubException refused) {
            assertThat(refused.problem()).isEqualTo(Problem.CROSS_SITE);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Hostile.text(
                "Bearer ", "bearer", "Basic ", "a.b.c", "ticket=", "token", "access_token=", "&", "%74oken", "x");
    }

    @Provide
    Arbitrary<String> origins() {
        return Hostile.text(
                "https://", "http://", "hub.example", "app.example", ":443", ":80", "evil.example", ".", "@", "null");
    }
}
