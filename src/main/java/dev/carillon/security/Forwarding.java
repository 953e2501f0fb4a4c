package dev.carillon.security;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What proxies tell of a request that came through them.
 *
 * @param address of the client, as the last proxy that is believed has seen it
 * @param scheme as this proxy was asked with; null if it does not tell
 * @param host and perhaps a port, as this proxy was asked for; null if it does not tell
 */
record Forwarding(
        String address, @Nullable String scheme, @Nullable String host) {

    /** More proxies than anybody has one behind the other. */
    static final int MAX_HOPS = 32;

    /** RFC 1123, or an address; with a port. What else a client may have put there is not repeated to anybody. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,253})|[A-Za-z0-9]|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    /**
     * One proxy's word.
     *
     * @param node from where it was asked; null if it does not say, or not so that it can be read
     */
    record Hop(
            @Nullable IPAddress node,
            @Nullable String scheme,
            @Nullable String host) {}

    /** Nothing is told, or nothing is believed. */
    static Forwarding none(String peer) {
        return new Forwarding(peer, null, null);
    }

    /**
     * Walks from the connection's other end backwards, as long as whoever speaks is believed.
     *
     * @param hops in the order of the headers: the nearest proxy has written the last
     */
    static Forwarding walk(String peer, List<Hop> hops, Networks proxies) {
        IPAddress speaker = Addresses.parse(peer);
        Forwarding known = none(peer);
        int last = Math.max(0, hops.size() - MAX_HOPS);
        for (int i = hops.size() - 1; i >= last; i--) {
            if (speaker == null || !proxies.contains(speaker)) {
                break;
            }
            Hop hop = hops.get(i);
            if (hop.node == null) {
                break;
            }
            known = new Forwarding(
                    hop.node.toCanonicalString(),
                    hop.scheme == null ? known.scheme : hop.scheme,
                    hop.host == null ? known.host : hop.host);
            speaker = hop.node;
        }
        return known;
    }

    static @Nullable String scheme(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String scheme = text.strip().toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : null;
    }

    static @Nullable String host(@Nullable String text) {
        return text != null && HOST.matcher(text.strip()).matches() ? text.strip() : null;
    }

    /** An address, perhaps with a port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}; RFC 7239's other names are none. */
    static @Nullable IPAddress node(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String node = text.strip();
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end > 0 && isPort(node.substring(end + 1)) ? Addresses.parse(node.substring(1, end)) : null;
        }
        int colon = node.indexOf(':');
        boolean hasPort = colon >= 0 && colon == node.lastIndexOf(':');
        if (!hasPort) {
            return Addresses.parse(node);
        }
        return isPort(node.substring(colon)) ? Addresses.parse(node.substring(0, colon)) : null;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9]{1,5}");
    }
}
