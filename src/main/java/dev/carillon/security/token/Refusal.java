package dev.carillon.security.token;

import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;

/** Says why a token is not believed. A finding never quotes a token or a key, only what the token says once it is believed. */
final class Refusal {

    private static final String REMEDY = "Send another token, in Authorization: Bearer.";

    private Refusal() {}

    static UnauthenticatedException invalid(String rule, String finding) {
        return new UnauthenticatedException(Problem.INVALID_TOKEN, rule, finding, REMEDY);
    }

    static UnauthenticatedException expired(String finding) {
        return new UnauthenticatedException(
                Problem.TOKEN_EXPIRED, "A token is valid until it expires.", finding, REMEDY);
    }

    static UnauthenticatedException revoked() {
        return new UnauthenticatedException(
                Problem.TOKEN_REVOKED, "A token is valid until it is revoked.", "This one was.", REMEDY);
    }
}
