package dev.carillon.chat.model;

import dev.carillon.event.ChannelName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Who somebody is, as a segment of a channel's name: 1 to 64 of {@code A-Z a-z 0-9 . _ ~ @ -}.
 *
 * <p>Subjects of tokens are free text. What a channel cannot have is written {@code ~XX}, two hexadecimal digits for each byte of
 * UTF-8, so two subjects never become one id. Guests have ids that no subject can become.
 */
public record UserId(String value) {

    private static final int MAX_LENGTH = 64;
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~@-]{1," + MAX_LENGTH + "}");

    /** No escape begins so: G is no hexadecimal digit. */
    private static final String GUEST = "~guest-";

    /** Nor so: it has two of them. */
    private static final String HASHED = "~~";

    private static final int RANDOM_BYTES = 10;

    public UserId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new InvalidRequestException(
                    Problem.NO_SUCH_PERSON,
                    "The id of a user has 1 to " + MAX_LENGTH + " of A-Z a-z 0-9 . _ ~ @ -.",
                    InvalidRequestException.quote(value) + " is something else.",
                    "Use an id that the chat has told.");
        }
    }

    /** The id of whoever a token, or a server, names so. Subjects that would become too long are hashed. */
    public static UserId ofSubject(String subject) {
        StringBuilder id = new StringBuilder();
        for (byte b : subject.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c)) {
                id.append(c);
            } else {
                id.append('~').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return new UserId(id.length() <= MAX_LENGTH ? id.toString() : HASHED + hash(subject));
    }

    public static UserId newGuest(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new UserId(GUEST + HexFormat.of().formatHex(bytes));
    }

    public boolean isGuest() {
        return value.startsWith(GUEST);
    }

    /** Where somebody is told what concerns only him. */
    public ChannelName channel() {
        return new ChannelName("chat/@" + value);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '@'
                || c == '-';
    }

    private static String hash(String subject) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
