package dev.carillon.security;

import dev.carillon.security.Forwarding.Hop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what proxies write. Whatever cannot be read is a hop of which nothing is known, which ends the walk; nothing is ever
 * refused because of it.
 */
final class ForwardedHeaders {

    /** As much as {@link Forwarding#MAX_HOPS} of the longest that make sense. */
    static final int MAX_CHARACTERS = 4096;

    private static final Hop UNREADABLE = new Hop(null, null, null);

    private ForwardedHeaders() {}

    /**
     * {@code X-Forwarded-For} and its companions. Each proxy adds an address to the first; some add to the others, some replace
     * them. A list that is as long belongs to the addresses one by one, else the last of it was written by the nearest proxy.
     */
    static List<Hop> xForwarded(@Nullable String forwardedFor, @Nullable String proto, @Nullable String host) {
        if (forwardedFor == null || tooLong(forwardedFor) || tooLong(proto) || tooLong(host)) {
            return List.of();
        }
        String[] nodes = forwardedFor.split(",", -1);
        String[] schemes = proto == null ? new String[0] : proto.split(",", -1);
        String[] hosts = host == null ? new String[0] : host.split(",", -1);
        List<Hop> hops = new ArrayList<>(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            hops.add(new Hop(
                    Forwarding.node(nodes[i]),
                    Forwarding.scheme(at(schemes, i, nodes.length)),
                    Forwarding.host(at(hosts, i, nodes.length))));
        }
        return hops;
    }

    /** {@code Forwarded} (RFC 7239 §4): elements with commas in between, each of pairs with semicolons in between. */
    static List<Hop> forwarded(@Nullable String header) {
        if (header == null || tooLong(header)) {
            return List.of();
        }
        List<Hop> hops = new ArrayList<>();
        for (String element : split(header, ',')) {
            hops.add(hop(element));
        }
        return hops;
    }

    private static boolean tooLong(@Nullable String header) {
        return header != null && header.length() > MAX_CHARACTERS;
    }

    private static @Nullable String at(String[] values, int index, int hops) {
        if (values.length == hops) {
            return values[index];
        }
        return values.length > 0 && index == hops - 1 ? values[values.length - 1] : null;
    }

    private static Hop hop(String element) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                return UNREADABLE;
            }
            String value = unquoted(pair.substring(equals + 1).strip());
            String name = pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (value == null || pairs.put(name, value) != null) {
                return UNREADABLE;
            }
        }
        return new Hop(
                Forwarding.node(pairs.get("for")),
                Forwarding.scheme(pairs.get("proto")),
                Forwarding.host(pairs.get("host")));
    }

    /** A quoted string, which may hold what separates; null if it has no end. */
    private static @Nullable String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value.indexOf('"') < 0 ? value : null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                return i == value.length() - 1 ? text.toString() : null;
            }
            if (c == '\\' && ++i == value.length()) {
                return null;
            }
            text.append(value.charAt(i));
        }
        return null;
    }

    /** Splits where the separator stands outside of quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return Collections.unmodifiableList(parts);
    }
}
