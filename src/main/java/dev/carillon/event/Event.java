package dev.carillon.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, told to everybody who listens to its channel.
 *
 * <p>What breaks a rule is refused with {@link InvalidEventException}, or {@link LimitExceededException} if it is too long.
 *
 * @param channel where it is told
 * @param type what kind of thing happened; null for a plain message. Up to 128 characters without control characters
 * @param payload what it says
 * @param key what it is about, for compaction and conflation: the newest event of a key makes the older ones obsolete.
 *     The same characters as a type
 * @param time when the hub took it
 * @param durability whether it is kept
 */
public record Event(
        ChannelName channel,
        @Nullable String type,
        Payload payload,
        @Nullable String key,
        Instant time,
        Durability durability) {

    /** Whether an event is kept. */
    public enum Durability {
        /** In the log, with an id; delivered again to whoever missed it. */
        DURABLE,
        /** Never in the log, without an id; delivered to whoever is there. */
        VOLATILE
    }

    private static final int MAX_LABEL_LENGTH = 128;
    private static final String RESERVED_TYPES = "carillon.";
    private static final int OVERHEAD_BYTES = 160;

    public Event {
        requireLabel("type", type);
        requireLabel("key", key);
        if (type != null && type.startsWith(RESERVED_TYPES)) {
            throw new InvalidEventException(
                    "Types that begin with '" + RESERVED_TYPES + "' are the hub's own.",
                    "The type is " + Excerpt.of(type) + ".",
                    "Choose another type.");
        }
    }

    /** A durable message without type and key. */
    public static Event of(ChannelName channel, Payload payload, Instant time) {
        return new Event(channel, null, payload, null, time, Durability.DURABLE);
    }

    public Event withType(@Nullable String newType) {
        return new Event(channel, newType, payload, key, time, durability);
    }

    public Event withKey(@Nullable String newKey) {
        return new Event(channel, type, payload, newKey, time, durability);
    }

    public Event asVolatile() {
        return new Event(channel, type, payload, key, time, Durability.VOLATILE);
    }

    public boolean isDurable() {
        return durability == Durability.DURABLE;
    }

    /** Whether it says that there is nothing more to say about its key: in a compacted channel it removes the key. */
    public boolean isTombstone() {
        return key != null && payload.text().isEmpty();
    }

    /** About how many bytes of memory it takes, for limits on what is kept. */
    public long weightInBytes() {
        return OVERHEAD_BYTES + (long) payload.text().length();
    }

    private static void requireLabel(String part, @Nullable String label) {
        if (label == null) {
            return;
        }
        String rule = "The " + part + " of an event has 1 to " + MAX_LABEL_LENGTH
                + " characters and no control character (no CR, LF, NUL).";
        if (label.isEmpty()) {
            throw new InvalidEventException(rule, "The " + part + " is empty.", "Leave it out.");
        }
        if (label.length() > MAX_LABEL_LENGTH) {
            throw new LimitExceededException(
                    Limit.EVENT_LABEL_LENGTH,
                    Problem.INVALID_EVENT,
                    rule,
                    "The " + part + " has " + label.length() + " characters.",
                    "Shorten it or leave it out.");
        }
        for (int i = 0; i < label.length(); i++) {
            if (Character.isISOControl(label.charAt(i))) {
                throw new InvalidEventException(
                        rule,
                        "Character " + (i + 1) + " of the " + part + " is " + Excerpt.ofCharacter(label.charAt(i))
                                + ".",
                        "Remove it.");
            }
        }
        Unicode.requireWellFormed(part, label);
    }
}
