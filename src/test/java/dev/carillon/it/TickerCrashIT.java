package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.server.TomcatProcess;
import dev.carillon.it.ticker.CrashProducers;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server is killed with SIGKILL at random moments while producers publish quotes, and started again. {@code mvn -Pcrash verify}
 * kills it more often; with {@code -Dcarillon.crash.seed} the kills come at the same moments.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class TickerCrashIT {

    private static final int KILLS = Integer.getInteger("carillon.crash.kills", 5);
    private static final long SEED = Long.getLong("carillon.crash.seed", System.nanoTime());
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(100);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(2_500);

    private final Random random = new Random(SEED);

    @Test
    void whatever_quote_was_acknowledged_outlives_every_kill() throws Exception {
        System.out.printf("-Dcarillon.crash.kills=%d -Dcarillon.crash.seed=%d%n", KILLS, SEED);
        TomcatProcess.Plan plan = new TomcatProcess.Plan("ticker-crash").startingQuickly();
        plan.with("carillon.data-dir", plan.base().resolve("data").toString()).with("carillon.ticker.feeds", "[]");
        try (TomcatProcess tomcat = plan.start();
                CrashProducers producers = new CrashProducers(tomcat.hub(), new Random(random.nextLong()))) {
            for (int kill = 1; kill <= KILLS; kill++) {
                producers.awaitMoreAcknowledged();
                tomcat.runFor(Duration.ofNanos(random.nextLong(SHORTEST_LIFE.toNanos(), LONGEST_LIFE.toNanos())));
                tomcat.kill();
                tomcat.relaunch();
                tomcat.awaitApplication();
                producers.lookAtQuotes();
                assertThat(producers.complaints()).as("seed %d", SEED).isEmpty();
            }
            producers.finish();

            System.out.println(producers.summary());
            producers.lookAtQuotes();
            producers.lookAtCandles();
            assertThat(producers.complaints()).as("seed %d", SEED).isEmpty();
        }
    }
}
