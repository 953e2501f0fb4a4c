package dev.carillon.security.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Grants;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens with the hub's own key, and revokes any.
 *
 * <p>Threading: any thread. {@link #mint} and {@link #revoke} wait for the disk.
 */
public final class TokenMint {

    private static final int MILLIS_DIGITS = 12;

    private final OwnKey key;
    private final TokenRegister register;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** {@code random} makes ids, which are no secrets. */
    public TokenMint(OwnKey key, TokenRegister register, InstantSource clock, RandomGenerator random) {
        this.key = key;
        this.register = register;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a token, and remembers it.
     *
     * @throws dev.carillon.event.RateLimitException if there are too many that have not expired
     * @throws InvalidRequestException if its grants make it too long to be sent
     * @throws dev.carillon.event.LogUnavailableException if it cannot be remembered; there is no token then
     */
    public synchronized Minted mint(Grant request) {
        Instant now = clock.instant();
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plusSeconds(request.lifetime().toSeconds());
        IssuedToken issued = new IssuedToken(
                newId(now), request.name(), request.subject(), request.grants(), issuedAt, expiresAt, null);
        String token = key.sign(claims(issued));
        if (token.length() > TokenLimits.MAX_LENGTH) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A token has at most " + TokenLimits.MAX_LENGTH + " characters.",
                    "With these grants it has " + token.length() + ".",
                    "Use patterns such as 'orders/*' or 'chat/**'.");
        }
        register.add(issued);
        return new Minted(issued.id(), token, expiresAt);
    }

    /**
     * Tokens that were minted here, in the order in which they were. Those that have expired are forgotten after a week.
     *
     * @param after the id after which to begin; null for the beginning
     * @param limit at most {@link TokenRegister#MAX_PAGE}
     */
    public List<IssuedToken> list(@Nullable String after, int limit) {
        return register.list(after, limit);
    }

    /**
     * Believes a token no more, whoever made it. To do it again changes nothing.
     *
     * @param id its {@code jti}, or what {@link dev.carillon.security.Caller#tokenId()} says
     * @throws InvalidRequestException if it cannot be an id
     * @throws dev.carillon.event.RateLimitException if there are too many of other issuers
     * @throws dev.carillon.event.LogUnavailableException if it cannot be remembered; nothing is revoked then
     */
    public void revoke(String id) {
        register.revoke(id);
    }

    /** Whether it was revoked. Whoever opens a stream asks again once the stream can be found and closed. */
    public boolean isRevoked(String id) {
        return register.isRevoked(id);
    }

    /** Whether the hub remembers that it minted this one; clocks of others do not matter for it. */
    public boolean isMinted(String id) {
        return register.isIssued(id);
    }

    /** The listener is told of each id that is revoked, on the thread that revokes it; it must not wait. */
    public void onRevoke(Consumer<String> listener) {
        register.onRevoke(listener);
    }

    /** Milliseconds, which never stand still or go back, and 80 random bits. */
    private String newId(Instant now) {
        long millis = now.toEpochMilli();
        String newest = register.newestId();
        if (newest != null) {
            millis = Math.max(millis, Long.parseLong(newest, 0, MILLIS_DIGITS, 16) + 1);
        }
        return String.format("%012x%016x%04x", millis, random.nextLong(), random.nextInt(1 << 16));
    }

    private static JWTClaimsSet claims(IssuedToken token) {
        Grants grants = token.grants();
        return new JWTClaimsSet.Builder()
                .issuer(OwnKey.ISSUER)
                .audience(OwnKey.AUDIENCE)
                .subject(token.subject())
                .jwtID(token.id())
                .issueTime(Date.from(token.issuedAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .claim(
                        Claims.CARILLON,
                        Map.of(
                                Claims.PUBLISH, values(grants.publish()),
                                Claims.SUBSCRIBE, values(grants.subscribe()),
                                Claims.ADMIN, grants.admin(),
                                Claims.NAME, token.name()))
                .build();
    }

    private static List<String> values(SelectorSet selectors) {
        return selectors.selectors().stream().map(Selector::value).sorted().toList();
    }
}
