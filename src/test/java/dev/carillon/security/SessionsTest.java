package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who signs in goes on reading what he reads. */
class SessionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Grants ANYBODY = new Grants(SelectorSet.none(), SelectorSet.of("demo"), false);

    private final ManualScheduler scheduler = new ManualScheduler(NOW);
    private final Leases leases = new Leases(scheduler, scheduler, id -> Duration.ZERO, id -> false);
    private final Sessions sessions = new Sessions(
            token -> anna(token, 1_000), new SignInCodes(() -> 0, new Random(1)), () -> "", leases, scheduler, ANYBODY);

    /** It was not kept: the token alone does not grant what is open to everybody. */
    @Test
    void a_stream_of_what_is_open_to_everybody_and_of_what_is_granted_goes_on() {
        SelectorSet both = SelectorSet.of("demo", "orders/*");
        leases.hold(anna("older", 100), new Held(both));
        FakeRequest request = new FakeRequest("POST", "/api/session");

        Sessions.Session session = sessions.signIn("newer", request.request(), request.response());

        assertThat(session.renewedStreams()).isEqualTo(1);
        assertThat(session.caller().grants().maySubscribe(both)).isTrue();
    }

    private static Caller anna(String token, int seconds) {
        Grants orders = new Grants(SelectorSet.none(), SelectorSet.of("orders/*"), false);
        return new Caller("anna", "Anna", orders, Credential.BEARER, token, NOW.plusSeconds(seconds));
    }

    private record Held(SelectorSet selectors) implements Leases.Held {

        @Override
        public boolean isCovered(Grants grants) {
            return grants.maySubscribe(selectors);
        }

        @Override
        public void expiring(Instant at) {}

        @Override
        public void end(Leases.End reason) {}
    }
}
