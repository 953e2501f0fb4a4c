package dev.carillon.chat.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was taken from somebody, and for how long.
 *
 * @param until when it ends; null for good
 * @param reason as its moderator said it; may be empty
 */
public record Penalty(@Nullable Instant until, String reason) {

    public boolean isInForce(Instant now) {
        return until == null || now.isBefore(until);
    }
}
