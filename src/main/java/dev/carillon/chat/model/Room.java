package dev.carillon.chat.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A room, without those who are in it.
 *
 * @param name as people see it
 * @param archived nobody writes in it any more
 * @param slowMode everybody but moderators writes once in this time; zero for no limit
 */
public record Room(
        RoomId id,
        String name,
        String topic,
        RoomKind kind,
        boolean archived,
        Duration slowMode,
        Instant createdAt,
        Person createdBy) {

    /** Longest slow mode. */
    public static final Duration MAX_SLOW_MODE = Duration.ofHours(1);

    public Room named(String other) {
        return new Room(id, other, topic, kind, archived, slowMode, createdAt, createdBy);
    }

    public Room about(String otherTopic) {
        return new Room(id, name, otherTopic, kind, archived, slowMode, createdAt, createdBy);
    }

    public Room ofKind(RoomKind other) {
        return new Room(id, name, topic, other, archived, slowMode, createdAt, createdBy);
    }

    public Room archived(boolean nowArchived) {
        return new Room(id, name, topic, kind, nowArchived, slowMode, createdAt, createdBy);
    }

    public Room slowed(Duration newSlowMode) {
        return new Room(id, name, topic, kind, archived, newSlowMode, createdAt, createdBy);
    }
}
