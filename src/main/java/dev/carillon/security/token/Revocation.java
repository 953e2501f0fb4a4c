package dev.carillon.security.token;

import java.time.Instant;

/** A token of somebody else's that this hub does not believe any more. */
public record Revocation(String id, Instant revokedAt) implements TokenRecord {

    /** No token that was made before lives longer. */
    Instant forgetAt() {
        return revokedAt.plus(TokenLimits.REVOCATIONS_KEPT);
    }
}
