package dev.carillon.chat.archive;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Changes for tests, in few words. */
final class Said {

    static final String ROOM = "lobby";
    static final Author ANN = new Author("ann", "Ann", false);
    static final Author BOB = new Author("~guest-bob", "Bob", true);
    static final Instant TIME = Instant.parse("2026-11-27T08:00:00.000000001Z");

    private Said() {}

    static Instant at(long offset) {
        return TIME.plusSeconds(offset);
    }

    static Change.Posted posted(long offset, String text) {
        return posted(offset, ROOM, ANN, text, 0);
    }

    static Change.Posted posted(long offset, String room, Author author, String text, long thread) {
        return new Change.Posted(
                offset, room, author, text, words(text), thread, thread, List.of("carl"), at(offset), null);
    }

    static Change.Edited edited(long offset, String room, long message, String text) {
        return new Change.Edited(offset, room, message, text, words(text), List.of("dora", "eve"), at(offset), BOB);
    }

    static Change.Deleted deleted(long offset, String room, long message) {
        return new Change.Deleted(offset, room, message, at(offset), BOB, null);
    }

    static Change.Reacted reacted(long offset, long message, String emoji, String user) {
        return new Change.Reacted(offset, ROOM, message, emoji, user, true);
    }

    static List<Long> offsets(List<Message> messages) {
        return messages.stream().map(Message::offset).toList();
    }

    static String words(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
