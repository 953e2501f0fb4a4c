package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.chat.CrowdVerdict;
import dev.carillon.it.chat.RoomCrowd;
import dev.carillon.it.client.ChatMember;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fifty people in a room, by all transports. With {@code -Dcarillon.chat.seed} they do the same as in the run that has printed it. */
interface ChatCrowdScenarios extends ChatScenario {

    int ACTS = 600;

    /** A poll ends, or a heartbeat fails twice, and then comes the grace time; and all that on a busy machine. */
    Duration SETTLED = GRACE.plusSeconds(45);

    @Test
    default void fifty_people_hold_the_same_transcript_whatever_happens_to_them() throws Exception {
        long seed = Long.getLong("carillon.chat.seed", System.nanoTime());
        System.out.printf("-Dcarillon.chat.seed=%d%n", seed);
        try (RoomCrowd crowd = new RoomCrowd(hub(), new Random(seed))) {
            crowd.begin(ACTS);
            crowd.awaitEnd();
            assertThat(crowd.complaints()).as("seed %d", seed).isEmpty();
            crowd.forgive();
            ChatMember banned = crowd.members().get(10);
            ChatMember gone = crowd.members().get(12);
            crowd.owner()
                    .done(
                            "PUT",
                            "rooms/" + crowd.room() + "/members/" + banned.id() + "/ban",
                            object("reason", "enough"));
            gone.goAway();
            crowd.owner().say(crowd.room(), "the end");

            Set<String> present = crowd.allBut(banned, gone);
            CrowdVerdict verdict = new CrowdVerdict(crowd, present, SETTLED);
            verdict.everybodyHoldsTheLog(present);
            verdict.theNumberToldLastIsTrue(present);
            verdict.nothingIsLostAndNothingIsThereTwice();
            verdict.theHistoryIsWhatWasTold();
            assertThat(banned.refusal()).isEqualTo("403 banned");
        }
    }
}
