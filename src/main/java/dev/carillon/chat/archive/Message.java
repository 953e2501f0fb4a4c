package dev.carillon.chat.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is now.
 *
 * @param text as it was last edited; empty if the message is deleted
 * @param replyTo offset of the message that it answers; 0 if none
 * @param thread offset of the message that began the thread; 0 if this one is no answer
 * @param mentions ids of users; none if the message is deleted
 * @param editedAt when it was last edited, if ever
 * @param deletedAt when it was deleted, if it was
 * @param reactions in the order in which each emoji came
 * @param replies how many answers there are in its thread, without deleted ones
 * @param by who spoke for the author, if not he himself
 */
public record Message(
        long offset,
        Author author,
        String text,
        Instant time,
        long replyTo,
        long thread,
        List<String> mentions,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        List<Reaction> reactions,
        int replies,
        @Nullable Author by) {

    public Message {
        mentions = List.copyOf(mentions);
        reactions = List.copyOf(reactions);
    }

    Message with(List<Reaction> found) {
        return new Message(
                offset, author, text, time, replyTo, thread, mentions, editedAt, deletedAt, found, replies, by);
    }
}
