package dev.carillon.chat.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Locale;

/** Who may see a room, and who may speak in it. The label is API. */
public enum RoomKind {
    /** Everybody, and everybody. */
    PUBLIC,
    /** Members, and members. */
    PRIVATE,
    /** Everybody, but only moderators and owners. */
    READ_ONLY,
    /** Two people. */
    DIRECT;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What somebody may choose: a direct room cannot be chosen, it comes of itself. */
    public static RoomKind chosen(String label) {
        return switch (label) {
            case "public" -> PUBLIC;
            case "private" -> PRIVATE;
            case "read-only" -> READ_ONLY;
            default ->
                throw new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "The kind of a room is public, private or read-only.",
                        "It is " + InvalidRequestException.quote(label) + ".",
                        "Send one of them; a direct room is made by PUT /api/chat/direct/{user}.");
        };
    }

    /** Reads what {@link #label()} wrote. */
    public static RoomKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
