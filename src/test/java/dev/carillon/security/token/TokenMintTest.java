package dev.carillon.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Authenticator;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens from the mint to their end. */
class TokenMintTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Grants GRANTS = new Grants(SelectorSet.of("a/*"), SelectorSet.of("b", "c/**"), false);

    private Instant now = Instant.parse("2026-01-01T00:00:00.789Z");
    private final InstantSource clock = () -> now;
    private final OwnKey key = OwnKey.inMemory();
    private final MemoryLedger ledger = new MemoryLedger();
    private TokenRegister register = new TokenRegister(ledger, clock);
    private TokenMint mint = newMint();
    private Authenticator authenticator = newAuthenticator();

    @Test
    void a_minted_token_is_believed_and_says_what_was_asked_for() {
        Minted minted = mint.mint(new Grant("Ann O.", "ann", GRANTS, HOUR));

        Caller caller = authenticator.authenticate(minted.token());

        Instant expiresAt = Instant.parse("2026-01-01T01:00:00Z");
        assertThat(minted.expiresAt()).isEqualTo(expiresAt);
        assertThat(caller).isEqualTo(new Caller("ann", "Ann O.", GRANTS, Credential.BEARER, minted.id(), expiresAt));
    }

    @Test
    void a_minted_token_ends_without_a_grace_time() {
        String token = mint("a").token();

        now = Instant.parse("2026-01-01T00:59:59.999Z");
        assertThat(authenticator.authenticate(token)).isNotNull();
        now = Instant.parse("2026-01-01T01:00:00Z");
        assertRefused(token, Problem.TOKEN_EXPIRED);
    }

    @Test
    void tokens_are_listed_in_the_order_in_which_they_were_made() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(mint("t" + i).id());
            // The third is made in the same millisecond, the fourth after the clock was set back.
            now = i == 1 ? now : now.plusMillis(i == 2 ? -5000 : 1);
        }

        assertThat(ids(mint.list(null, 100))).isEqualTo(ids);
        assertThat(ids(mint.list(null, 2))).isEqualTo(ids.subList(0, 2));
        assertThat(ids(mint.list(ids.get(1), 2))).isEqualTo(ids.subList(2, 4));
        assertThat(mint.list(ids.get(4), 2)).isEmpty();
        assertThat(mint.list(null, 1).get(0))
                .isEqualTo(new IssuedToken(
                        ids.get(0),
                        "t0",
                        "subject",
                        GRANTS,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T01:00:00Z"),
                        null));
    }

    @Test
    void a_revoked_token_is_believed_no_more_and_listeners_are_told_after_that() {
        Minted minted = mint("a");
        Minted other = mint("b");
        List<String> told = new ArrayList<>();
        mint.onRevoke(id -> {
            assertThat(mint.isRevoked(id)).isTrue();
            told.add(id);
        });

        mint.revoke(minted.id());

        assertThat(told).containsExactly(minted.id());
        assertRefused(minted.token(), Problem.TOKEN_REVOKED);
        assertThat(mint.list(null, 1).get(0).revokedAt()).isEqualTo(now);
        assertThat(authenticator.authenticate(other.token())).isNotNull();
    }

    @Test
    void to_revoke_a_token_again_changes_nothing() {
        Minted minted = mint("a");
        mint.revoke(minted.id());
        Instant first = now;
        now = now.plusSeconds(5);

        mint.revoke(minted.id());

        assertThat(mint.list(null, 1).get(0).revokedAt()).isEqualTo(first);
    }

    @Test
    void a_token_of_somebody_else_can_be_revoked() {
        String header = "{\"alg\":\"HS256\"}";
        String claims = "{\"exp\":" + now.plusSeconds(60).getEpochSecond() + ",\"aud\":\"carillon\",\"jti\":\"x/1\"}";
        String token = Forge.token(header, claims, Forge.hmac(Forge.SECRET));
        assertThat(authenticator.authenticate(token)).isNotNull();

        mint.revoke("x/1");
        mint.revoke("x/1");

        assertRefused(token, Problem.TOKEN_REVOKED);
        assertThat(mint.list(null, 10)).isEmpty();
        restart();
        assertRefused(token, Problem.TOKEN_REVOKED);
    }

    @Test
    void after_a_restart_everything_is_known() {
        Minted kept = mint("kept");
        Minted revoked = mint("revoked");
        mint.revoke(revoked.id());
        List<IssuedToken> before = mint.list(null, 10);

        restart();

        assertThat(mint.list(null, 10)).isEqualTo(before);
        assertThat(authenticator.authenticate(kept.token())).isNotNull();
        assertRefused(revoked.token(), Problem.TOKEN_REVOKED);
        assertThat(mint("next").id()).isGreaterThan(revoked.id());
    }

    @Test
    void a_token_that_the_ledger_lost_is_not_believed() {
        Minted minted = mint("a");
        ledger.forget(Set.of(minted.id()));

        restart();

        assertRefused(minted.token(), Problem.INVALID_TOKEN);
    }

    @Test
    void a_token_is_forgotten_a_week_after_its_end() {
        Minted minted = mint("old");
        now = minted.expiresAt().plus(TokenRegister.REMEMBERED).minusMillis(1);
        Minted other = mint("newer");
        assertThat(mint.list(null, 10)).hasSize(2);
        now = now.plusMillis(1);

        mint("newest");

        assertThat(ids(mint.list(null, 10))).doesNotContain(minted.id()).hasSize(2);
        assertThat(ledger.read()).extracting(TokenRecord::id).doesNotContain(minted.id());
        // A page that ended with a token that is forgotten goes on after it.
        assertThat(ids(mint.list(minted.id(), 1))).containsExactly(other.id());
    }

    @Test
    void a_foreign_revocation_is_forgotten_when_no_such_token_can_be_alive() {
        mint.revoke("foreign");
        now = now.plus(TokenLimits.REVOCATIONS_KEPT).minusMillis(1);
        mint("a");
        assertThat(mint.isRevoked("foreign")).isTrue();
        now = now.plusMillis(1);

        mint("b");

        assertThat(mint.isRevoked("foreign")).isFalse();
        assertThat(ledger.read()).extracting(TokenRecord::id).doesNotContain("foreign");
    }

    @Test
    void there_is_an_end_to_how_many_tokens_live() {
        for (int i = 0; i < TokenRegister.MAX_TOKENS; i++) {
            mint("t");
        }

        assertThatThrownBy(() -> mint("one more"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("at most 10000 tokens that have not expired")
                .hasMessageContaining("2026-01-01T01:00:00Z");
        assertThat(mint.list(null, 1_000_000)).hasSize(TokenRegister.MAX_PAGE);
        now = now.plus(HOUR);
        assertThat(mint("there is room again")).isNotNull();
        // Of those that have expired the newest are remembered.
        assertThat(register.ids().count()).isEqualTo(TokenRegister.MAX_EXPIRED + 1);
    }

    @Test
    void there_is_an_end_to_how_many_foreign_tokens_are_revoked() {
        for (int i = 0; i < TokenRegister.MAX_TOKENS; i++) {
            mint.revoke("f" + i);
        }

        assertThatThrownBy(() -> mint.revoke("one more"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("at most 10000 revocations");
        mint.revoke("f7");
        Minted own = mint("own ones are revoked where they are");
        mint.revoke(own.id());
        assertThat(mint.isRevoked(own.id())).isTrue();
    }

    @Test
    void what_cannot_be_kept_was_not_done() {
        Minted minted = mint("a");
        List<String> told = new ArrayList<>();
        mint.onRevoke(told::add);
        ledger.failWith(new HubStoppedException());

        assertThatThrownBy(() -> mint("b")).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> mint.revoke(minted.id())).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> mint.revoke("foreign")).isInstanceOf(HubException.class);

        assertThat(told).isEmpty();
        assertThat(mint.list(null, 10)).hasSize(1);
        assertThat(authenticator.authenticate(minted.token())).isNotNull();
        ledger.failWith(null);
        mint.revoke(minted.id());
        assertRefused(minted.token(), Problem.TOKEN_REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\u202eb", "\ud800"})
    void a_label_that_no_token_can_have_is_refused(String label) {
        assertThatThrownBy(() -> new Grant(label, "s", GRANTS, HOUR)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> new Grant("n", label, GRANTS, HOUR)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> mint.revoke(label)).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "-PT1H", "P366DT1S", "P99999999D"})
    void a_lifetime_out_of_bounds_is_refused(String lifetime) {
        assertThatThrownBy(() -> new Grant("n", "s", GRANTS, Duration.parse(lifetime)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void the_longest_lifetime_is_believed() {
        Minted minted = mint.mint(new Grant("n", "s", GRANTS, TokenLimits.LONGEST_LIFE));

        assertThat(authenticator.authenticate(minted.token())).isNotNull();
    }

    @Test
    void nobody_is_granted_what_belongs_to_the_server() {
        Grants internal = new Grants(SelectorSet.none(), SelectorSet.of("~tokens"), false);

        assertThatThrownBy(() -> new Grant("n", "s", internal, HOUR)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_token_that_could_not_be_sent_is_not_made() {
        Grants many = new Grants(SelectorSet.none(), selectors(TokenLimits.MAX_SELECTORS, 100), false);
        Grants tooMany = new Grants(selectors(TokenLimits.MAX_SELECTORS + 1, 1), SelectorSet.none(), false);

        assertThatThrownBy(() -> mint.mint(new Grant("n", "s", many, HOUR)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("8192 characters");
        assertThatThrownBy(() -> new Grant("n", "s", tooMany, HOUR)).isInstanceOf(InvalidRequestException.class);
        assertThat(mint.list(null, 10)).isEmpty();
    }

    @Test
    void a_token_does_not_get_into_a_log() {
        Minted minted = mint("a");

        assertThat(minted.toString()).contains(minted.id()).doesNotContain(minted.token());
        assertThat(mint.list(null, 1).toString()).doesNotContain(minted.token());
        assertThat(ledger.read().toString()).doesNotContain(minted.token());
    }

    private static SelectorSet selectors(int count, int length) {
        return SelectorSet.of(IntStream.range(0, count)
                .mapToObj(i -> "x".repeat(length) + i)
                .collect(Collectors.toSet())
                .toArray(String[]::new));
    }

    private Minted mint(String name) {
        return mint.mint(new Grant(name, "subject", GRANTS, HOUR));
    }

    private void restart() {
        register = new TokenRegister(ledger, clock);
        mint = newMint();
        authenticator = newAuthenticator();
    }

    private TokenMint newMint() {
        return new TokenMint(key, register, clock, RandomGenerator.of("L64X128MixRandom"));
    }

    private Authenticator newAuthenticator() {
        List<VerificationKey> keys = List.of(VerificationKey.secret(Forge.SECRET));
        TokenSettings settings =
                new TokenSettings(keys, null, null, "carillon", Set.of(TokenAlgorithm.HS256), Duration.ofSeconds(30));
        return new TokenAuthenticator(settings, clock, key, register, Runnable::run);
    }

    private void assertRefused(String token, Problem problem) {
        assertThatThrownBy(() -> authenticator.authenticate(token))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private static List<String> ids(List<IssuedToken> tokens) {
        return tokens.stream().map(IssuedToken::id).toList();
    }
}
