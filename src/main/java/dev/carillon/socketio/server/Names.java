package dev.carillon.socketio.server;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The channels of namespaces and rooms. Both have any names, so each is one segment: as it is called if that is one, else a hash of
 * it. A client can neither publish to them nor read them, and no pattern of his matches them.
 */
final class Names {

    /** All of them. */
    static final Selector WHOLE = new Selector("~sio/**");

    private static final String PREFIX = "~sio/";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9._@-]{0,39}");
    private static final HexFormat HEX = HexFormat.of();

    private Names() {}

    static ChannelName everybody(String namespace) {
        return new ChannelName(PREFIX + segment(namespace.substring(1)) + "/all");
    }

    static ChannelName room(String namespace, String room) {
        return new ChannelName(PREFIX + segment(namespace.substring(1)) + "/room/" + segment(room));
    }

    static boolean isOurs(ChannelName channel) {
        return channel.value().startsWith(PREFIX);
    }

    private static String segment(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_16BE));
            return '~' + HEX.formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
