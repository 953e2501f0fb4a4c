package dev.carillon.security;

/**
 * Tells who has made a token for whom.
 *
 * <p>Threading: any thread. It may wait for a key that is not there yet.
 */
public interface Authenticator {

    /**
     * The caller whom a token names; its credential is {@link Credential#BEARER}.
     *
     * @throws dev.carillon.event.UnauthenticatedException if it is malformed, not signed by a known key with an allowed algorithm,
     *     expired, revoked, or meant for somebody else
     */
    Caller authenticate(String token);
}
