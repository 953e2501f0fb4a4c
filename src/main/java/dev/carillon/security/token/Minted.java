package dev.carillon.security.token;

import java.time.Instant;

/**
 * A new token, which is shown this once.
 *
 * @param token what its owner sends
 */
public record Minted(String id, String token, Instant expiresAt) {

    /** Without the token, so that it does not get into a log. */
    @Override
    public String toString() {
        return "Minted[id=" + id + ", expiresAt=" + expiresAt + "]";
    }
}
