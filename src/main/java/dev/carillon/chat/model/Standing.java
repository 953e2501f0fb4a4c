package dev.carillon.chat.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is in a room, as it is kept.
 *
 * @param mute takes away his right to write
 * @param ban keeps him out
 */
public record Standing(
        Person person,
        Role role,
        @Nullable Penalty mute,
        @Nullable Penalty ban) {

    /** Of whoever is nothing in particular. */
    public static Standing of(Person person) {
        return new Standing(person, Role.VISITOR, null, null);
    }

    public Standing as(Role other) {
        return new Standing(person, other, mute, ban);
    }

    public Standing muted(@Nullable Penalty penalty) {
        return new Standing(person, role, penalty, ban);
    }

    public Standing banned(@Nullable Penalty penalty) {
        return new Standing(person, role, mute, penalty);
    }

    public boolean isMuted(Instant now) {
        return mute != null && mute.isInForce(now);
    }

    public boolean isBanned(Instant now) {
        return ban != null && ban.isInForce(now);
    }

    /** Whether there is nothing to keep. */
    public boolean isNothing(Instant now) {
        return role == Role.VISITOR && !isMuted(now) && !isBanned(now);
    }
}
