package dev.carillon.ticker.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Arrays;

/** Which way a price goes when it sets off an alert. */
public enum Crossing {
    /** It is at or above the alert's price, and was below. */
    UP("up"),
    /** It is at or below the alert's price, and was above. */
    DOWN("down"),
    /** Either. */
    ANY("any");

    private final String label;

    Crossing(String label) {
        this.label = label;
    }

    /** As the API has it. */
    public String label() {
        return label;
    }

    /** Refuses what is none with {@code invalid-alert}. */
    public static Crossing of(String label) {
        return Arrays.stream(values())
                .filter(crossing -> crossing.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.INVALID_ALERT,
                        "crosses is up, down or any.",
                        "It is " + InvalidRequestException.quote(label) + ".",
                        "Send \"crosses\":\"up\", or leave it out."));
    }
}
