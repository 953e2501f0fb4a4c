package dev.carillon.security;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.servlet.http.Cookie;
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

    private SessionCookie() {}

    public static Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
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
        add(request, response, token, (int) Math.min(lifetime.toSeconds(), Integer.MAX_VALUE));
    }

    /** Has the browser forget it. */
    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", 0);
    }

    private static void add(HttpServletRequest request, HttpServletResponse response, String value, int maxAgeSeconds) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setPath(request.getContextPath() + "/");
        cookie.setMaxAge(maxAgeSeconds);
        response.addCookie(cookie);
    }
}
