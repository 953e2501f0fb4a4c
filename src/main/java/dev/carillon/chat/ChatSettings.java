package dev.carillon.chat;

import dev.carillon.security.Rate;
import java.time.Duration;
import java.util.List;

/**
 * What the chat is told from outside.
 *
 * @param anonymous what callers may do who show no token
 * @param creators who may make rooms
 * @param maxRooms in all, those of two people included
 * @param maxRoomsPerPerson that one person has made
 * @param maxGuests with a nickname at a time
 * @param messageRate of one person in all rooms; edits and reactions count too
 * @param grace after which it is told that somebody left
 * @param blockedWords what the default filter looks for
 * @param refuseBlockedWords whether a message with one of them is refused; else the words are masked
 */
public record ChatSettings(
        Anonymous anonymous,
        Creators creators,
        int maxRooms,
        int maxRoomsPerPerson,
        int maxGuests,
        Rate messageRate,
        Duration grace,
        List<String> blockedWords,
        boolean refuseBlockedWords) {

    /** What callers without a token may do. */
    public enum Anonymous {
        NONE,
        /** Read public rooms. */
        READ,
        /** Choose a nickname, and speak in public rooms. */
        WRITE
    }

    /** Who may make rooms. */
    public enum Creators {
        SIGNED_IN,
        ADMIN
    }

    public ChatSettings {
        blockedWords = List.copyOf(blockedWords);
    }
}
