package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Streams live as long as the token of their reader, and go on with a newer one. */
class LeasesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Set<String> revoked = new HashSet<>();
    private final ManualScheduler scheduler = new ManualScheduler(NOW);
    private final Leases leases = new Leases(
            scheduler,
            scheduler,
            id -> id.startsWith("other") ? Duration.ofSeconds(30) : Duration.ZERO,
            revoked::contains);

    @Test
    void a_stream_is_told_before_its_token_expires_and_ends_with_it() {
        Stream stream = hold(token("t1", "anna", 600, "a/**"), "a/b");

        scheduler.pass(Duration.ofSeconds(539));
        assertThat(stream.news).isEmpty();
        scheduler.pass(Duration.ofSeconds(1));
        assertThat(stream.news).containsExactly("expiring at 2026-01-01T00:10:00Z");
        scheduler.pass(Duration.ofSeconds(60));
        assertThat(stream.news).containsExactly("expiring at 2026-01-01T00:10:00Z", "EXPIRED");
        assertThat(leases.size()).isZero();
    }

    @Test
    void a_short_token_warns_at_half_of_its_time() {
        Stream stream = hold(token("t1", "anna", 10, "a"), "a");

        scheduler.pass(Duration.ofSeconds(5));

        assertThat(stream.news).hasSize(1);
    }

    /** Opened when the others had been told already: it was told nothing, and ended with no time to get a new token. */
    @Test
    void a_stream_that_begins_late_is_told_at_once() {
        hold(token("t1", "anna", 600, "a"), "a");
        scheduler.pass(Duration.ofSeconds(570));

        Stream late = hold(token("t1", "anna", 600, "a"), "a");

        assertThat(late.news).containsExactly("expiring at 2026-01-01T00:10:00Z");
    }

    @Test
    void a_stream_that_is_renewed_late_is_told_at_once() {
        hold(token("t2", "anna", 600, "a"), "a");
        Stream moved = hold(token("t1", "anna", 590, "a"), "a");
        scheduler.pass(Duration.ofSeconds(570));

        leases.renew(token("t2", "anna", 600, "a"));

        assertThat(moved.news).endsWith("expiring at 2026-01-01T00:10:00Z");
    }

    /** Streams of the hub's own tokens went on for the clock skew of others, half a minute after the token was refused. */
    @Test
    void a_stream_lives_longer_than_its_token_says_only_if_that_is_still_believed() {
        Stream own = hold(token("t1", "anna", 600, "a"), "a");
        Stream others = hold(token("other", "anna", 600, "a"), "a");

        scheduler.pass(Duration.ofMinutes(10));
        assertThat(own.news).endsWith("EXPIRED");
        assertThat(others.news).hasSize(1);
        scheduler.pass(Duration.ofSeconds(30));
        assertThat(others.news).endsWith("EXPIRED");
    }

    /** Revoked between the look at the newer token and the move: the streams lived on until that token expired. */
    @Test
    void streams_that_go_on_under_a_token_that_is_being_revoked_end_at_once() {
        Stream stream = hold(token("t1", "anna", 100, "a"), "a");
        revoked.add("t2");

        leases.renew(token("t2", "anna", 500, "a"));

        assertThat(stream.news).containsExactly("REVOKED");
        assertThat(leases.size()).isZero();
    }

    @Test
    void a_newer_token_of_the_same_subject_keeps_the_streams_that_it_covers() {
        Stream covered = hold(token("t1", "anna", 100, "a", "b"), "a");
        Stream uncovered = hold(token("t1", "anna", 100, "a", "b"), "b");
        Stream other = hold(token("t2", "bert", 100, "a"), "a");

        assertThat(leases.renew(token("t3", "anna", 500, "a"))).isEqualTo(1);
        scheduler.pass(Duration.ofSeconds(100));

        assertThat(covered.news).isEmpty();
        assertThat(uncovered.news).endsWith("EXPIRED");
        assertThat(other.news).endsWith("EXPIRED");
        scheduler.pass(Duration.ofSeconds(400));
        assertThat(covered.news).hasSize(2).endsWith("EXPIRED");
    }

    @Test
    void a_token_that_ends_earlier_takes_nothing_over() {
        Stream stream = hold(token("t1", "anna", 100, "a"), "a");

        assertThat(leases.renew(token("t2", "anna", 50, "a"))).isZero();
        leases.revoke("t2");

        assertThat(stream.news).isEmpty();
    }

    @Test
    void a_revoked_token_ends_its_streams_at_once() {
        Stream stream = hold(token("t1", "anna", 100, "a"), "a");
        Stream other = hold(token("t2", "anna", 100, "a"), "a");

        leases.revoke("t1");

        assertThat(stream.news).containsExactly("REVOKED");
        assertThat(other.news).isEmpty();
        assertThat(leases.size()).isEqualTo(1);
    }

    /** Revoked between the look at the request's token and the lease: the stream stayed open until the token expired. */
    @Test
    void a_stream_that_begins_while_its_token_is_revoked_ends_at_once() {
        revoked.add("t1");

        Stream stream = hold(token("t1", "anna", 100, "a"), "a");

        assertThat(stream.news).containsExactly("REVOKED");
        assertThat(leases.size()).isZero();
    }

    @Test
    void a_stream_that_was_renewed_depends_on_the_newer_token() {
        Stream stream = hold(token("t1", "anna", 100, "a"), "a");
        leases.renew(token("t2", "anna", 500, "a"));

        leases.revoke("t2");

        assertThat(stream.news).containsExactly("REVOKED");
    }

    /** A thief's stream went on with the owner's newer tokens for ever, and to revoke the stolen one did not end it. */
    @Test
    void a_stream_that_was_renewed_ends_with_the_token_that_opened_it_when_that_is_revoked() {
        Stream thief = hold(token("stolen", "anna", 100, "a"), "a");
        Stream owner = hold(token("t2", "anna", 500, "a"), "a");
        leases.renew(token("t2", "anna", 500, "a"));

        leases.revoke("stolen");

        assertThat(thief.news).containsExactly("REVOKED");
        assertThat(owner.news).isEmpty();
        assertThat(leases.size()).isEqualTo(1);
    }

    @Test
    void who_signs_out_ends_what_the_browser_has_opened_with_the_cookie() {
        Stream page = hold(token("t1", "anna", 100, "a").with(Credential.COOKIE), "a");
        Stream program = hold(token("t1", "anna", 100, "a"), "a");

        leases.signOut("t1");

        assertThat(page.news).containsExactly("SIGNED_OUT");
        assertThat(program.news).isEmpty();
    }

    @Test
    void nothing_is_left_of_streams_that_have_ended() {
        Leases.Part part = leases.hold(token("t1", "anna", 100, "a"), new Stream("a"));

        part.release();

        assertThat(leases.size()).isZero();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void a_token_without_an_end_holds_a_stream_until_it_is_revoked() {
        Caller caller = token("t1", "anna", 100, "a");
        Stream stream = new Stream("a");
        leases.hold(new Caller("anna", "anna", caller.grants(), Credential.BEARER, "t1", null), stream);

        scheduler.pass(Duration.ofDays(400));
        assertThat(stream.news).isEmpty();
        leases.revoke("t1");
        assertThat(stream.news).containsExactly("REVOKED");
    }

    @Test
    void an_anonymous_stream_has_no_lease() {
        assertThat(leases.hold(Caller.anonymous(Grants.ALL), new Stream("a"))).isNull();
    }

    private Stream hold(Caller caller, String selector) {
        Stream stream = new Stream(selector);
        assertThat(leases.hold(caller, stream)).isNotNull();
        return stream;
    }

    private static Caller token(String id, String subject, int seconds, String... selectors) {
        Grants grants = new Grants(SelectorSet.none(), SelectorSet.of(selectors), false);
        return new Caller(subject, subject, grants, Credential.BEARER, id, NOW.plusSeconds(seconds));
    }

    private static final class Stream implements Leases.Held {

        private final SelectorSet selectors;
        private final List<String> news = new ArrayList<>();

        Stream(String selector) {
            this.selectors = SelectorSet.of(selector);
        }

        @Override
        public boolean isCovered(Grants grants) {
            return grants.maySubscribe(selectors);
        }

        @Override
        public void expiring(Instant at) {
            news.add("expiring at " + at);
        }

        @Override
        public void end(Leases.End reason) {
            news.add(reason.name());
        }
    }
}
