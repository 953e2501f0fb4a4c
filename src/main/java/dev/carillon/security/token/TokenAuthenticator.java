package dev.carillon.security.token;

import dev.carillon.security.Authenticator;
import dev.carillon.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Believes a token that was signed with a known key, by an allowed algorithm, for this hub, and that has neither expired nor been
 * revoked. Keys that the token brings along ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) are not looked at.
 *
 * <p>The caller has only the grants of the token: without the claim {@code carillon} none. Whoever asks adds those that everybody
 * has. {@link Caller#expiresAt()} is what the token says; for the clock skew after that it is still believed.
 *
 * <p>Threading: any thread. It waits, for some seconds at most, only for a key that has to be fetched.
 */
public final class TokenAuthenticator implements Authenticator {

    private final InstantSource clock;
    private final TokenRegister register;
    private final Issuer own;
    private final Issuer others;

    /**
     * Whose tokens these are.
     *
     * @param sources are asked one after the other
     * @param name what {@code iss} has to be; null for anything
     */
    private record Issuer(
            List<KeySource> sources,
            Set<TokenAlgorithm> algorithms,
            @Nullable String name,
            String audience,
            Duration clockSkew) {}

    /** {@code io} fetches keys. */
    public TokenAuthenticator(
            TokenSettings settings, InstantSource clock, OwnKey ownKey, TokenRegister register, Executor io) {
        this.clock = clock;
        this.register = register;
        this.own = new Issuer(
                List.of(KeySource.of(List.of(ownKey.verification()))),
                Set.of(TokenAlgorithm.HS256),
                OwnKey.ISSUER,
                OwnKey.AUDIENCE,
                Duration.ZERO);
        List<KeySource> sources = new ArrayList<>();
        sources.add(KeySource.of(settings.keys()));
        if (settings.jwksUrl() != null) {
            sources.add(new RemoteKeys(settings.jwksUrl(), clock, io));
        }
        this.others = new Issuer(
                List.copyOf(sources),
                settings.algorithms(),
                settings.issuer(),
                settings.audience(),
                settings.clockSkew());
    }

    @Override
    public Caller authenticate(String token) {
        TokenText text = TokenText.parse(token);
        Claims claims = new Claims(text);
        String keyId = text.header("kid");
        boolean isOwn = OwnKey.ID.equals(keyId) && OwnKey.ISSUER.equals(claims.issuer());
        Issuer issuer = isOwn ? own : others;
        requireSignature(issuer, text, keyId);
        Instant expiresAt = requireTime(issuer, claims);
        requireMeant(issuer, claims);
        Caller caller = claims.caller(expiresAt);
        requireNotRevoked(isOwn, claims.id());
        return caller;
    }

    private static void requireSignature(Issuer issuer, TokenText text, @Nullable String keyId) {
        String name = text.header("alg");
        TokenAlgorithm algorithm = name == null
                ? null
                : TokenAlgorithm.named(name)
                        .filter(issuer.algorithms()::contains)
                        .orElse(null);
        if (algorithm == null) {
            throw Refusal.invalid(
                    "A token is signed by one of the algorithms that are allowed: " + names(issuer.algorithms()) + ".",
                    "This one is not.");
        }
        boolean known = false;
        for (KeySource source : issuer.sources()) {
            for (VerificationKey key : source.candidates(algorithm, keyId)) {
                known = true;
                if (key.verifies(text)) {
                    return;
                }
            }
        }
        throw Refusal.invalid(
                "A token is signed with a key that the hub knows.",
                known
                        ? "The signature is not by the key that it names."
                        : "The hub knows no " + algorithm + " key of the name that it has.");
    }

    private static String names(Set<TokenAlgorithm> algorithms) {
        return algorithms.isEmpty()
                ? "none, because no key is set"
                : algorithms.stream().sorted().map(TokenAlgorithm::toString).collect(Collectors.joining(", "));
    }

    private Instant requireTime(Issuer issuer, Claims claims) {
        Instant now = clock.instant();
        Duration skew = issuer.clockSkew();
        Instant expiresAt = claims.time("exp");
        if (expiresAt == null) {
            throw Refusal.invalid("A token says when it expires (\"exp\").", "This one does not.");
        }
        if (!now.isBefore(expiresAt.plus(skew))) {
            throw Refusal.expired("This one expired at " + expiresAt + ".");
        }
        Instant issuedAt = claims.time("iat");
        Instant begin = issuedAt != null && issuedAt.isBefore(now) ? issuedAt : now;
        if (expiresAt.isAfter(begin.plus(TokenLimits.LONGEST_LIFE))) {
            throw Refusal.invalid(
                    "A token lives for " + TokenLimits.LONGEST_LIFE.toDays()
                            + " days at most, because its revocation is not kept for longer.",
                    "This one expires at " + expiresAt + ".");
        }
        for (String claim : List.of("nbf", "iat")) {
            Instant time = claims.time(claim);
            if (time != null && time.isAfter(now.plus(skew))) {
                throw Refusal.invalid(
                        "A token is not used before its time.", "\"" + claim + "\" of this one is " + time + ".");
            }
        }
        return expiresAt;
    }

    private static void requireMeant(Issuer issuer, Claims claims) {
        if (issuer.name() != null && !issuer.name().equals(claims.issuer())) {
            throw Refusal.invalid("A token is issued by \"" + issuer.name() + "\" (\"iss\").", "This one is not.");
        }
        if (!claims.isFor(issuer.audience())) {
            throw Refusal.invalid("A token is made for \"" + issuer.audience() + "\" (\"aud\").", "This one is not.");
        }
    }

    /** A token of our own that nobody minted was made by somebody who has the key, or the log was lost and with it what was revoked. */
    private void requireNotRevoked(boolean isOwn, String id) {
        if (register.isRevoked(id)) {
            throw Refusal.revoked();
        }
        if (isOwn && !register.isIssued(id)) {
            throw Refusal.invalid("The hub remembers every token that it minted.", "It does not remember this one.");
        }
    }
}
