package dev.carillon.it;

import dev.carillon.it.client.ChatClient;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/** What all scenarios of the chat need, and the settings that they are written for. */
interface ChatScenario extends Scenario {

    /** After which it is told that somebody left. Longer than a busy machine needs to come back. */
    Duration GRACE = Duration.ofSeconds(5);

    /** One person's, for each second; five times as many at once. */
    int MESSAGE_RATE = 20;

    String BLOCKED_WORD = "bananenbrot";

    /** Somebody of this test alone. */
    default String newName(String begin) {
        return begin + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Somebody with a token, of this test alone. */
    default ChatClient newPerson(String begin) {
        return ChatClient.signedIn(hub(), newName(begin));
    }

    /** A room of this test alone, of somebody whom it does not need. */
    default String newRoom(String kind) throws IOException, InterruptedException {
        return newRoom(newPerson("owner"), kind);
    }

    default String newRoom(ChatClient owner, String kind) throws IOException, InterruptedException {
        String room = newName("room");
        owner.makeRoom(room, kind);
        return room;
    }
}
