package dev.carillon.chat.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Locale;

/** What somebody is in a room, from the lowest to the highest. The label is API. */
public enum Role {
    /** Nothing in particular. */
    VISITOR,
    MEMBER,
    MODERATOR,
    OWNER;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAbove(Role other) {
        return compareTo(other) > 0;
    }

    /** What somebody can be made. */
    public static Role chosen(String label) {
        return switch (label) {
            case "member" -> MEMBER;
            case "moderator" -> MODERATOR;
            case "owner" -> OWNER;
            default ->
                throw new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "A role is member, moderator or owner.",
                        "It is " + InvalidRequestException.quote(label) + ".",
                        "Send one of them; DELETE takes the role away.");
        };
    }

    /** Reads what {@link #label()} wrote. */
    public static Role of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
