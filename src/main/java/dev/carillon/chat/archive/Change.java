package dev.carillon.chat.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the log changes. Rooms, users and emoji are names: not empty, without control characters; who makes a change
 * of something else gets an {@link IllegalArgumentException}.
 */
public sealed interface Change {

    String room();

    /** A change of one message. It is applied once: never again once the archive's place is at its offset. */
    sealed interface OfMessage extends Change {

        /** Where it stands in the log. */
        long offset();
    }

    /**
     * Somebody said something; the message's id is this offset.
     *
     * @param words of the text, in lower case, separated by spaces: what it is found by
     * @param replyTo offset of an earlier message; 0 if none
     * @param thread offset of the message that began the thread; 0 if this one is no answer
     * @param mentions ids of users
     * @param by who spoke for the author, if not he himself
     */
    record Posted(
            long offset,
            String room,
            Author author,
            String text,
            String words,
            long replyTo,
            long thread,
            List<String> mentions,
            Instant time,
            @Nullable Author by)
            implements OfMessage {

        public Posted {
            Checks.offset(offset);
            Checks.name("room", room);
            Checks.earlier(replyTo, offset);
            Checks.earlier(thread, offset);
            mentions = Checks.names("user", mentions);
        }
    }

    /** A message has another text. Ignored if it is not there, or deleted. */
    record Edited(
            long offset,
            String room,
            long message,
            String text,
            String words,
            List<String> mentions,
            Instant time,
            Author editor)
            implements OfMessage {

        public Edited {
            Checks.offset(offset);
            Checks.name("room", room);
            mentions = Checks.names("user", mentions);
        }
    }

    /** A message loses its text, its mentions and its edits, for good, and is not found any more. Its reactions stay. */
    record Deleted(
            long offset,
            String room,
            long message,
            Instant time,
            Author deleter,
            @Nullable String reason) implements OfMessage {

        public Deleted {
            Checks.offset(offset);
            Checks.name("room", room);
        }
    }

    /**
     * A user reacted, or took that back. At most 32 different emoji for a message count, and 10,000 users for each; further ones
     * are ignored.
     */
    record Reacted(long offset, String room, long message, String emoji, String user, boolean added)
            implements OfMessage {

        public Reacted {
            Checks.offset(offset);
            Checks.name("room", room);
            Checks.name("emoji", emoji);
            Checks.name("user", user);
        }
    }

    /** A user is in the room. */
    record Joined(String room, String user) implements Change {

        public Joined {
            Checks.name("room", room);
            Checks.name("user", user);
        }
    }

    /** A user is not in the room any more. */
    record Left(String room, String user) implements Change {

        public Left {
            Checks.name("room", room);
            Checks.name("user", user);
        }
    }

    /** A user has read up to here. An earlier offset than before is ignored. */
    record ReadUpTo(String room, String user, long offset) implements Change {

        public ReadUpTo {
            Checks.offset(offset);
            Checks.name("room", room);
            Checks.name("user", user);
        }
    }

    /** It is not of interest any more how far a user has read. */
    record NotRead(String room, String user) implements Change {

        public NotRead {
            Checks.name("room", room);
            Checks.name("user", user);
        }
    }

    /** Everything of the room goes: messages through this offset, who is there, and how far everybody has read. */
    record RoomRemoved(long offset, String room) implements Change {

        public RoomRemoved {
            Checks.offset(offset);
            Checks.name("room", room);
        }
    }

    /** Messages through this offset are gone from the log. Those that come later are not taken. */
    record Trimmed(String room, long through) implements Change {

        public Trimmed {
            Checks.name("room", room);
        }
    }
}
