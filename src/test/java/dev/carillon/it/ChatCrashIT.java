package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.chat.CrowdVerdict;
import dev.carillon.it.chat.RoomCrowd;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server is killed with SIGKILL while fifty people are in a room, and started again. With {@code -Dcarillon.chat.seed} they do the
 * same as in the run that has printed it.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class ChatCrashIT {

    private static final int ACTS = 600;
    private static final int FIRST_KILL = 200;
    private static final int SECOND_KILL = 400;

    /** Who was there before the start has the grace time and 10 s to come back; on a busy machine that is told late. */
    private static final Duration SETTLED = Duration.ofSeconds(80);

    @Test
    void whatever_was_said_or_decided_outlives_every_kill_and_is_there_once() throws Exception {
        long seed = Long.getLong("carillon.chat.seed", System.nanoTime());
        System.out.printf("-Dcarillon.chat.seed=%d%n", seed);
        TomcatProcess.Plan plan = new TomcatProcess.Plan("chat-crash").startingQuickly();
        plan.with("carillon.data-dir", plan.base().resolve("data").toString())
                .with("carillon.stream.heartbeat", "1s")
                .with("carillon.chat.grace", ChatScenario.GRACE.toSeconds() + "s")
                .with("carillon.chat.message-rate", "unlimited");
        try (TomcatProcess tomcat = plan.start();
                RoomCrowd crowd = new RoomCrowd(tomcat.hub(), new Random(seed))) {
            Kept kept = new Kept(tomcat);
            crowd.begin(ACTS);
            crowd.awaitActs(FIRST_KILL);
            killAndStart(tomcat);
            crowd.awaitActs(SECOND_KILL);
            ChatMember gone = crowd.members().get(12);
            tomcat.kill();
            gone.goAway();
            tomcat.relaunch();
            tomcat.awaitApplication();
            crowd.awaitEnd();
            assertThat(crowd.complaints()).as("seed %d", seed).isEmpty();
            crowd.forgive();
            ChatMember banned = crowd.members().get(10);
            crowd.owner()
                    .done(
                            "PUT",
                            "rooms/" + crowd.room() + "/members/" + banned.id() + "/ban",
                            object("reason", "enough"));

            Set<String> present = crowd.allBut(banned, gone);
            CrowdVerdict verdict = new CrowdVerdict(crowd, present, SETTLED);
            verdict.everybodyHoldsTheLog(present);
            verdict.theNumberToldLastIsTrue(present);
            verdict.nothingIsLostAndNothingIsThereTwice();
            verdict.theHistoryIsWhatWasTold();
            kept.isAsItWas();
        }
    }

    private static void killAndStart(TomcatProcess tomcat) throws Exception {
        tomcat.kill();
        tomcat.relaunch();
        tomcat.awaitApplication();
    }

    /** A guest, a role, a ban, a mark of what was read, a report and a direct room, from before the first kill. */
    private static final class Kept {

        private final ChatClient owner;
        private final ChatClient ann;
        private final ChatClient eve;
        private final ChatClient guest;
        private final String room;
        private final String direct;

        Kept(TomcatProcess tomcat) throws Exception {
            String name = UUID.randomUUID().toString().substring(0, 8);
            owner = ChatClient.signedIn(tomcat.hub(), "owner-" + name);
            ann = ChatClient.signedIn(tomcat.hub(), "ann-" + name);
            eve = ChatClient.signedIn(tomcat.hub(), "eve-" + name);
            guest = ChatClient.guest(tomcat.hub(), "guest-" + name);
            room = "kept-" + name;
            owner.makeRoom(room, "public");
            String read = owner.say(room, "read");
            owner.say(room, "not read");
            ann.say(room, "I am here");
            String rude = eve.say(room, "rude");
            owner.done("PUT", "rooms/" + room + "/members/" + ann.id(), object("role", "moderator"));
            owner.done("PUT", "rooms/" + room + "/members/" + eve.id() + "/ban", object("reason", "was rude"));
            ann.done("POST", "rooms/" + room + "/messages/" + rude + "/report", object("reason", "rude"));
            ann.done("PUT", "rooms/" + room + "/read", object("message", read));
            direct = ann.done("PUT", "direct/" + eve.id(), null).getString("id");
        }

        void isAsItWas() throws Exception {
            assertThat(guest.get("session").getString("id")).isEqualTo(guest.id());
            guest.say(room, "I am still who I was");
            assertThat(ann.get("rooms/" + room).getString("role")).isEqualTo("moderator");
            // One that was not read, the rude one, and the guest's.
            assertThat(ann.get("rooms/" + room).getInt("unread")).isEqualTo(3);
            assertThat(ChatClient.outcome(eve.ask("GET", "rooms/" + room, null)))
                    .isEqualTo("403 banned");
            assertThat(ann.get("rooms/" + room + "/reports").getJsonArray("reports"))
                    .hasSize(1);
            assertThat(ann.done("PUT", "direct/" + eve.id(), null).getString("id"))
                    .isEqualTo(direct);
        }
    }
}
