package dev.carillon.chat;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Locale;

/** Whether somebody is there. The label is API. */
public enum Status {
    ONLINE,
    /** There, but not looking. */
    AWAY,
    OFFLINE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What somebody may say of himself. */
    public static Status chosen(String label) {
        return switch (label) {
            case "online" -> ONLINE;
            case "away" -> AWAY;
            default ->
                throw new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "The status that one sets is online or away.",
                        "It is " + InvalidRequestException.quote(label) + ".",
                        "Send one of them; who closes his streams is offline.");
        };
    }
}
