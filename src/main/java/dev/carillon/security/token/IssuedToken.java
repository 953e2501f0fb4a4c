package dev.carillon.security.token;

import dev.carillon.security.Grants;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that this hub minted. Never the token itself: nobody can get it a second time.
 *
 * @param id 32 hexadecimal digits; a later token has a greater one
 * @param revokedAt null if it was not revoked
 */
public record IssuedToken(
        String id,
        String name,
        String subject,
        Grants grants,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt)
        implements TokenRecord {

    IssuedToken revoked(Instant time) {
        return new IssuedToken(id, name, subject, grants, issuedAt, expiresAt, time);
    }
}
