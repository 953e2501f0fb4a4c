package dev.carillon.chat.state;

import dev.carillon.chat.model.Person;
import java.time.Instant;

/**
 * Somebody with a nickname.
 *
 * @param secretHash hexadecimal SHA-256 of what his cookie has
 */
public record Guest(Person person, String secretHash, Instant expiresAt) {}
