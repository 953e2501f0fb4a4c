package dev.carillon.chat.model;

import dev.carillon.event.ChannelName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.SubjectNames;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Who somebody is, as a segment of a channel's name: 1 to 64 of {@code A-Z a-z 0-9 . _ ~ @ -}.
 *
 * <p>Subjects of tokens become ids by {@link SubjectNames}, so two subjects never become one. Guests have ids that no subject can
 * become.
 */
public record UserId(String value) {

    private static final int MAX_LENGTH = SubjectNames.MAX_LENGTH;
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~@-]{1," + MAX_LENGTH + "}");

    /** No escape begins so: G is no hexadecimal digit. */
    private static final String GUEST = "~guest-";

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

    /** The id of whoever a token, or a server, names so. */
    public static UserId ofSubject(String subject) {
        return new UserId(SubjectNames.of(subject));
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

    @Override
    public String toString() {
        return value;
    }
}
