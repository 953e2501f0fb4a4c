package dev.carillon.security;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * A token that the browser keeps: no page can read it, and no other site's request carries it but a top-level navigation. The
 * server keeps nothing of a session, so it outlives a restart.
 */
public final class SessionCookie {

    public static final String NAME = "carillon-session";

    /** Browsers take 4,096 bytes with name and attributes (RFC 6265bis §5.6). */
    private static final int MAX_LENGTH = 3_800;

    private static final BrowserCookie COOKIE = new BrowserCookie(NAME);

    private SessionCookie() {}

    public static Optional<String> of(HttpServletRequest request) {
        return COOKIE.of(request);
    }

    /** Has the browser keep the token for so long. */
    public static void set(HttpServletRequest request, HttpServletResponse response, String token, Duration lifetime) {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A browser keeps a token of at most " + MAX_LENGTH + " characters.",
                    "This one has " + token.length() + ".",
                    "Make one with fewer selectors; patterns such as 'orders/*' are short.");
        }
        COOKIE.set(request, response, token, lifetime);
    }

    /** Has the browser forget it. */
    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        COOKIE.clear(request, response);
    }
}
