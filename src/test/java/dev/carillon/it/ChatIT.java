package dev.carillon.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Everything that the chat promises over HTTP, in a real container. */
@ArquillianTest
class ChatIT
        implements ChatRightsScenarios, ChatRoomScenarios, ChatPeopleScenarios, ChatTextScenarios, ChatCrowdScenarios {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.stream.heartbeat",
                        "1s",
                        "carillon.chat.grace",
                        GRACE.toSeconds() + "s",
                        "carillon.chat.message-rate",
                        Integer.toString(MESSAGE_RATE),
                        "carillon.chat.blocked-words",
                        BLOCKED_WORD)));
    }
}
