package dev.carillon.security;

import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a page of another site makes a browser send in its user's name (cross-site request forgery).
 *
 * <p>Browsers tell where a request comes from in {@code Sec-Fetch-Site} (W3C Fetch Metadata) or at least in {@code Origin}, and
 * no page can change either. A request with a cookie has to have one of them; a request without credentials may have neither,
 * as a program's; and one with a bearer token needs none, because no browser adds a token by itself.
 */
final class CrossSite {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Pattern WEB_ORIGIN = Pattern.compile("https?://([^/]+)", Pattern.CASE_INSENSITIVE);
    private static final String RULE =
            "A request that changes something comes from a page of this server, of an allowed origin, or from no page.";

    private CrossSite() {}

    static void refuse(HttpServletRequest request, Credential credential, CorsPolicy allowed) {
        if (SAFE_METHODS.contains(request.getMethod()) || credential == Credential.BEARER) {
            return;
        }
        check(request, credential, allowed, true);
    }

    /**
     * The same for a request that begins a connection to which its client can write: the handshake of a WebSocket, whose answer a
     * browser keeps from no page (cross-site WebSocket hijacking), or of a session that is polled. It is a {@code GET}: with a
     * WebSocket's handshake browsers always send {@code Origin}, with a {@code GET} to the page's own server maybe nothing.
     */
    static void refuseConnection(HttpServletRequest request, Credential credential, CorsPolicy allowed) {
        if (credential != Credential.BEARER) {
            check(request, credential, allowed, false);
        }
    }

    private static void check(HttpServletRequest request, Credential credential, CorsPolicy allowed, boolean mustTell) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if ("same-origin".equals(site)) {
            return;
        }
        if (origin != null) {
            boolean listed = credential == Credential.COOKIE ? allowed.names(origin) : allowed.allows(origin);
            if (!listed && !isOwn(origin, request.getHeader("Host"))) {
                throw refusal("It comes from a page of another origin.");
            }
            return;
        }
        if (site != null && !site.equals("none")) {
            throw refusal("It comes from a page of another site.");
        }
        if (mustTell && site == null && credential == Credential.COOKIE) {
            throw refusal("It has a session's cookie, and neither Origin nor Sec-Fetch-Site.");
        }
    }

    /**
     * Whether a page has this server's name. The scheme does not count: a proxy that ends TLS may not tell it, and who can answer
     * for the name without TLS can do worse.
     */
    private static boolean isOwn(String origin, @Nullable String host) {
        Matcher parts = WEB_ORIGIN.matcher(origin);
        return host != null
                && parts.matches()
                && withoutDefaultPort(parts.group(1)).equals(withoutDefaultPort(host));
    }

    private static String withoutDefaultPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    private static AccessDeniedException refusal(String finding) {
        return new AccessDeniedException(
                Problem.CROSS_SITE,
                RULE,
                finding,
                "Add the page's origin to carillon.cors.origins, or send a token instead of the cookie.");
    }
}
