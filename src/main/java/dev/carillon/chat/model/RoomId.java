package dev.carillon.chat.model;

import dev.carillon.event.ChannelName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which room: 1 to 48 of {@code a-z 0-9 . _ -}, of which the first is a letter or a digit. What happens in it is told on the channel
 * {@code chat/<id>}.
 */
public record RoomId(String value) {

    private static final int MAX_LENGTH = 48;
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");
    private static final String DIRECT = "direct.";
    private static final String CHANNELS = "chat/";

    /** There from the beginning. */
    public static final RoomId LOBBY = new RoomId("lobby");

    public RoomId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new InvalidRequestException(
                    Problem.INVALID_ROOM,
                    "The id of a room has 1 to " + MAX_LENGTH
                            + " of a-z 0-9 . _ - and begins with a letter or a digit.",
                    InvalidRequestException.quote(value) + " is something else.",
                    "Send for example 'team-blue'.");
        }
    }

    /** The room of two people: the same for both. */
    public static RoomId direct(UserId one, UserId other) {
        String both = Stream.of(one, other).map(UserId::value).sorted().collect(Collectors.joining(" "));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(both.getBytes(StandardCharsets.US_ASCII));
            return new RoomId(DIRECT + HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An id that reminds of a name, and that nobody has chosen: with some random digits at its end. */
    public static RoomId like(String name, RandomGenerator random) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String begin = plain.isEmpty() ? "room" : plain.substring(0, Math.min(plain.length(), 32));
        return new RoomId(begin + '-' + HexFormat.of().toHexDigits(random.nextInt()));
    }

    /** Whether its name says that it belongs to two people. Nobody else can make such a room. */
    public boolean isDirect() {
        return value.startsWith(DIRECT);
    }

    public ChannelName channel() {
        return new ChannelName(CHANNELS + value);
    }

    public SelectorSet selectors() {
        return SelectorSet.of(Set.of(Selector.of(channel())));
    }

    @Override
    public String toString() {
        return value;
    }
}
