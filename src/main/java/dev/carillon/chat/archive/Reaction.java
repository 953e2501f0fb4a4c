package dev.carillon.chat.archive;

import java.util.List;

/**
 * What several users feel about a message.
 *
 * @param count of all of them
 * @param users the first 20, in the order in which they reacted
 */
public record Reaction(String emoji, int count, List<String> users) {

    public Reaction {
        users = List.copyOf(users);
    }
}
