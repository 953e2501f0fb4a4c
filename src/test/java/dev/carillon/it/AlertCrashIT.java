package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.server.TomcatProcess;
import dev.carillon.it.ticker.CrashWatchers;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server is killed with SIGKILL at random moments while prices rise over alerts, and started again. {@code mvn -Pcrash verify}
 * kills it more often; with {@code -Dcarillon.crash.seed} the kills come at the same moments.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class AlertCrashIT {

    private static final int ASKED = Integer.getInteger("carillon.crash.kills", 5);

    /** Half as often as where quotes are looked at: each kill is a start, which takes ten seconds on a busy machine. */
    private static final int KILLS = Math.max(1, ASKED / 2);

    private static final long SEED = Long.getLong("carillon.crash.seed", System.nanoTime());
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(100);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(1_500);

    private final Random random = new Random(SEED);

    @Test
    void every_alert_that_is_crossed_is_told_once_through_every_kill() throws Exception {
        System.out.printf("-Dcarillon.crash.kills=%d -Dcarillon.crash.seed=%d%n", ASKED, SEED);
        TomcatProcess.Plan plan = new TomcatProcess.Plan("alert-crash").startingQuickly();
        plan.with("carillon.data-dir", plan.base().resolve("data").toString())
                .with("carillon.ticker.feeds", "[]")
                .with("carillon.ticker.max-alerts-per-person", "10000");
        try (TomcatProcess tomcat = plan.start();
                CrashWatchers watchers = new CrashWatchers(tomcat.hub(), new Random(random.nextLong()))) {
            for (int kill = 1; kill <= KILLS; kill++) {
                watchers.awaitMoreAlerts();
                tomcat.runFor(Duration.ofNanos(random.nextLong(SHORTEST_LIFE.toNanos(), LONGEST_LIFE.toNanos())));
                tomcat.kill();
                tomcat.relaunch();
                tomcat.awaitApplication();
                watchers.look();
                assertThat(watchers.complaints()).as("seed %d", SEED).isEmpty();
            }
            watchers.finish();

            System.out.println(watchers.summary());
            watchers.lookAtLast();
            assertThat(watchers.complaints()).as("seed %d", SEED).isEmpty();
        }
    }
}
