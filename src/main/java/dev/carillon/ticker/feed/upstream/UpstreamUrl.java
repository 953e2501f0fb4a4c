package dev.carillon.ticker.feed.upstream;

import dev.carillon.event.InvalidRequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where something is asked for. The host that is compared with the operator's list is, character by character, the host that is
 * connected to and that the certificate is for: nothing between the two decodes or normalises again.
 *
 * @param host lower case; an IPv6 address with its brackets
 * @param target path and query, as they are sent
 */
record UpstreamUrl(boolean tls, String host, int port, String target) {

    private static final int MAX_LENGTH = 4096;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads what somebody wrote.
     *
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static UpstreamUrl of(String text) {
        try {
            return of(new URI(checked(text)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(InvalidRequestException.quote(text) + " is not a URL", e);
        }
    }

    /**
     * What a redirect leads to.
     *
     * @param location as the header has it, relative or not
     * @throws IllegalArgumentException as of {@link #of(String)}
     */
    UpstreamUrl resolve(String location) {
        try {
            URI relative = new URI(checked(location));
            if (location.startsWith("?")) {
                // RFC 3986 §5.2.2; java.net.URI follows the older RFC 2396 and would lose the last segment.
                return new UpstreamUrl(tls, host, port, path() + "?" + relative.getRawQuery());
            }
            return of(new URI(origin() + target).resolve(relative));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(InvalidRequestException.quote(location) + " is not a URL", e);
        }
    }

    private static String checked(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a URL has up to " + MAX_LENGTH + " characters, not " + text.length());
        }
        // java.net.URI lets letters of all the world through, and they would be in a head.
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(InvalidRequestException.quote(text) + " has characters that no URL has");
        }
        return text;
    }

    private static UpstreamUrl of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http")) {
            throw new IllegalArgumentException("a URL of http or https is asked for, not of "
                    + InvalidRequestException.quote(scheme.isEmpty() ? "no scheme" : scheme));
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            throw new IllegalArgumentException("a URL with a user or a password is not asked for");
        }
        String host = uri.getHost();
        if (host == null || host.contains("%")) {
            // A number, an octal address, a zone of IPv6, or an underscore: java.net.URI sees no host, or we do not
            // want it.
            throw new IllegalArgumentException(
                    InvalidRequestException.quote(String.valueOf(uri.getRawAuthority())) + " is not a host");
        }
        int port = uri.getPort() < 0 ? (tls ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(port + " is not a port");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery();
        return new UpstreamUrl(tls, host.toLowerCase(Locale.ROOT), port, query == null ? path : path + "?" + query);
    }

    /** Scheme, host and port; the same text for the same origin. */
    String origin() {
        return (tls ? "https://" : "http://") + host + ":" + port;
    }

    /** The header {@code Host}. */
    String authority() {
        return port == (tls ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
    }

    /** As resolvers and certificates have it. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** For messages: without the query, which may hold a key. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority() + path();
    }
}
