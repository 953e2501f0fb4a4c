package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static dev.carillon.it.client.ChatClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Transport;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A chat where callers without a token only read, and where blocked words are refused. */
@ArquillianTest
class ChatReadersIT implements ChatScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.anonymous.chat",
                        "read",
                        "carillon.chat.blocked-words",
                        BLOCKED_WORD,
                        "carillon.chat.blocked-words.then",
                        "refuse",
                        "carillon.chat.creators",
                        "admin")));
    }

    @Test
    void who_has_no_token_reads_and_gets_no_nickname() throws Exception {
        ChatClient nobody = ChatClient.nobody(hub());
        ChatClient ann = newPerson("ann");
        try (ChatMember reader = ChatMember.join(nobody, "lobby", Transport.SSE)) {
            ann.say("lobby", "hello");

            reader.await("new-message");
            assertThat(outcome(nobody.ask("POST", "session", object("nickname", "Ann"))))
                    .isEqualTo("401 unauthenticated");
            assertThat(outcome(nobody.ask("POST", "rooms/lobby/messages", object("text", "hello"))))
                    .isEqualTo("401 unauthenticated");
            assertThat(ann.online("lobby")).isEmpty();
        }
    }

    @Test
    void a_message_with_a_blocked_word_is_refused() throws Exception {
        assertThat(outcome(newPerson("ann").ask("POST", "rooms/lobby/messages", object("text", BLOCKED_WORD))))
                .endsWith(" message-refused");
    }

    @Test
    void only_administrators_make_rooms() throws Exception {
        assertThat(newPerson("ann").ask("POST", "rooms", object("name", "Mine")).statusCode())
                .isEqualTo(403);
    }
}
