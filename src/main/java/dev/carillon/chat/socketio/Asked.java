package dev.carillon.chat.socketio;

import java.util.Optional;

/** What clients ask for. Ids are checked by whoever uses them. */
final class Asked {

    private Asked() {}

    record InRoom(String room) {}

    record Saying(String room, String text, Optional<String> replyTo, Optional<String> clientId) {}

    record Pages(
            String room,
            Optional<String> before,
            Optional<String> after,
            Optional<String> thread,
            Optional<Integer> limit) {}

    record OfMessage(String room, String message) {}

    record Editing(String room, String message, String text) {}

    record Deleting(String room, String message, Optional<String> reason) {}

    /** {@code added} is false to take it back. */
    record Reacting(String room, String message, String emoji, Optional<Boolean> added) {}
}
