package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static dev.carillon.it.client.ChatClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.ChatClient;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A chat that is for those who say who they are. */
@ArquillianTest
class ChatClosedIT implements ChatScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive().addAsLibrary(RealWar.settings(Map.of("carillon.anonymous.chat", "none")));
    }

    @Test
    void who_has_no_token_sees_nothing() throws Exception {
        ChatClient nobody = ChatClient.nobody(hub());
        String room = newRoom("public");
        newPerson("ann").say(room, "among ourselves");

        for (String path :
                List.of("rooms", "rooms/" + room, "rooms/" + room + "/messages", "rooms/" + room + "/events")) {
            assertThat(outcome(nobody.ask("GET", path, null))).as(path).isEqualTo("401 unauthenticated");
        }
        assertThat(outcome(nobody.ask("POST", "session", object("nickname", "Ann"))))
                .isEqualTo("401 unauthenticated");
    }
}
