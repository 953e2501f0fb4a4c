package dev.carillon.chat.state;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import java.time.Instant;

/**
 * What somebody finds wrong with a message.
 *
 * @param id the same when the same person reports the same message again
 * @param message its event id
 */
public record Report(String id, RoomId room, String message, Person reporter, String reason, Instant time) {}
