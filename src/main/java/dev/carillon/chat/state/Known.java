package dev.carillon.chat.state;

import dev.carillon.chat.model.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has been in the chat.
 *
 * @param lastSeen when he left the last time; null if he has not left yet
 */
public record Known(Person person, @Nullable Instant lastSeen) {}
