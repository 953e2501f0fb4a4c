package dev.carillon.security.token;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of others are believed. Those that the hub mints itself always are.
 *
 * @param keys the keys of those who issue tokens
 * @param jwksUrl where there are more; null if nowhere
 * @param issuer who has to have issued a token; null for anybody who has a key
 * @param audience for whom a token has to be
 * @param algorithms with which a token may be signed; each needs a key
 * @param clockSkew how far the clocks of those who issue tokens may be wrong
 */
public record TokenSettings(
        List<VerificationKey> keys,
        @Nullable URI jwksUrl,
        @Nullable String issuer,
        String audience,
        Set<TokenAlgorithm> algorithms,
        Duration clockSkew) {

    /** A token that has expired is believed for so much longer. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);

    public TokenSettings {
        keys = List.copyOf(keys);
        algorithms = Set.copyOf(algorithms);
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
            throw new IllegalArgumentException("clocks may be wrong by up to " + MAX_CLOCK_SKEW + ", not " + clockSkew);
        }
        Set<TokenAlgorithm> possible = possible(keys, jwksUrl);
        for (TokenAlgorithm algorithm : algorithms) {
            if (!possible.contains(algorithm)) {
                throw new IllegalArgumentException("there is no key for " + algorithm);
            }
        }
    }

    /** Those of the algorithms for which there is, or may be, a key. */
    public static Set<TokenAlgorithm> possible(List<VerificationKey> keys, @Nullable URI jwksUrl) {
        EnumSet<TokenAlgorithm> possible = EnumSet.noneOf(TokenAlgorithm.class);
        keys.forEach(key -> possible.add(key.algorithm()));
        if (jwksUrl != null) {
            possible.addAll(EnumSet.complementOf(EnumSet.of(TokenAlgorithm.HS256)));
        }
        return possible;
    }
}
