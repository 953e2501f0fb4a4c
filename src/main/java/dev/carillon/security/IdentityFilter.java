package dev.carillon.security;

import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells everything behind it who calls ({@link Caller#of}), and refuses who shows something that is not believed: a caller with a
 * bad token must not become an anonymous one without notice.
 *
 * <p>A token in {@code Authorization} comes first, then a ticket in the query, then the session's cookie. Whatever an anonymous
 * caller may do, everybody may.
 *
 * <p>Threading: request threads. It may wait for a key.
 */
public final class IdentityFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String TICKET = "ticket";
    private static final String EVENTS = "/api/events";
    /** Features have streams of their own, and call them so. */
    private static final Pattern STREAM_OF_FEATURE = Pattern.compile("/api/.+/events");

    private static final String SESSION = "/api/session";
    private static final String SOCKETS = "/socket.io";

    private final transient Grants anonymous;
    private final transient Authenticator authenticator;
    private final transient Tickets tickets;
    private final transient CorsPolicy cors;
    private final transient CorsPolicy corsByName;
    private final transient List<BrowserCookie> cookiesOfFeatures;

    /**
     * Knows callers by their tokens, and pages by their origins.
     *
     * @param anonymous what a caller may do who does not say who he is
     * @param cors knows the origins that may use cookies
     * @param cookiesOfFeatures by which others know somebody who is anonymous here
     */
    public IdentityFilter(
            Grants anonymous,
            Authenticator authenticator,
            Tickets tickets,
            CorsPolicy cors,
            List<BrowserCookie> cookiesOfFeatures) {
        this.anonymous = anonymous;
        this.authenticator = authenticator;
        this.tickets = tickets;
        this.cors = cors;
        this.corsByName = cors.named();
        this.cookiesOfFeatures = List.copyOf(cookiesOfFeatures);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BearerToken.refuseInQuery(request);
        Caller caller = caller(request, response);
        // Who signs in gets a cookie: no other page may sign a browser in as somebody else, though it had none before.
        boolean byName = isSession(request) || isKnownToFeature(request);
        CrossSite.refuse(request, caller.credential(), byName ? corsByName : cors);
        if (isConnection(request)) {
            CrossSite.refuseConnection(request, caller.credential(), byName ? corsByName : cors);
        }
        caller.withAlso(anonymous).attachTo(request);
        chain.doFilter(request, response);
    }

    private Caller caller(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> token = BearerToken.of(request);
        if (token.isPresent()) {
            return authenticator.authenticate(token.get());
        }
        Optional<String> ticket = QueryNames.value(request.getQueryString(), TICKET);
        if (ticket.isPresent()) {
            requireStream(request);
            return tickets.redeem(ticket.get());
        }
        Caller fromCookie = SessionCookie.of(request)
                .map(cookie -> fromCookie(cookie, request, response))
                .orElse(null);
        return fromCookie == null ? Caller.anonymous(Grants.NONE) : fromCookie;
    }

    /** A cookie that is worth nothing any more must not keep anybody from signing in. */
    private @Nullable Caller fromCookie(String cookie, HttpServletRequest request, HttpServletResponse response) {
        try {
            return authenticator.authenticate(cookie).with(Credential.COOKIE);
        } catch (UnauthenticatedException e) {
            SessionCookie.clear(request, response);
            if (isSession(request)) {
                return null;
            }
            throw e;
        }
    }

    private static void requireStream(HttpServletRequest request) {
        String path = path(request);
        boolean events = path.equals(EVENTS)
                || path.startsWith(EVENTS + '/')
                || STREAM_OF_FEATURE.matcher(path).matches();
        if (!request.getMethod().equals("GET") || !events) {
            throw new UnauthenticatedException(
                    Problem.INVALID_TICKET,
                    "A ticket opens a stream of events.",
                    "This request does something else.",
                    "Send a token in Authorization: Bearer.");
        }
    }

    private boolean isKnownToFeature(HttpServletRequest request) {
        return cookiesOfFeatures.stream().anyMatch(cookie -> cookie.of(request).isPresent());
    }

    private static boolean isConnection(HttpServletRequest request) {
        return request.getMethod().equals("GET") && request.getServletPath().equals(SOCKETS);
    }

    private static boolean isSession(HttpServletRequest request) {
        String path = path(request);
        return path.equals(SESSION) || path.startsWith(SESSION + '/');
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }
}
