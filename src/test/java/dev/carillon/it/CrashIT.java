package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.crash.CrashClients;
import dev.carillon.it.crash.Verdict;
import dev.carillon.it.server.TomcatProcess;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The server is killed with SIGKILL at random moments, or as soon as somebody gets an answer, while several connections publish
 * and others read, and started again.
 *
 * <p>{@code mvn -Pcrash verify} kills it more often. With {@code -Dcarillon.crash.seed} the clients do the same and the
 * kills come at the same moments as in the run that has printed the seed, as far as the machine goes along.
 *
 * <p>What the process wrote survives it in any case: that the log is safe from a machine that loses power is up to its
 * {@code fsync}, which no test in one machine can prove.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class CrashIT {

    private static final int TRIMMED_ENTRIES = 300;
    private static final int KILLS = Integer.getInteger("carillon.crash.kills", 5);
    private static final long SEED = Long.getLong("carillon.crash.seed", System.nanoTime());

    /** One kill of so many comes before the server is up again. */
    private static final int STARTS = 3;

    private static final Duration SHORTEST_LIFE = Duration.ofMillis(100);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(1_500);

    private final Random random = new Random(SEED);

    @Test
    void whatever_was_acknowledged_or_seen_outlives_every_kill() throws Exception {
        System.out.printf("-Dcarillon.crash.kills=%d -Dcarillon.crash.seed=%d%n", KILLS, SEED);
        TomcatProcess.Plan plan = new TomcatProcess.Plan("crash").startingQuickly();
        plan.with("carillon.log", "sqlite")
                .with("carillon.data-dir", plan.base().resolve("data").toString())
                .with(
                        "carillon.log.retention",
                        "trimmed/** = " + TRIMMED_ENTRIES + " events; state/** = compact; ** = forever")
                .with("carillon.stream.heartbeat", "1s");
        long launched = System.nanoTime();
        try (TomcatProcess tomcat = plan.start();
                CrashClients clients = new CrashClients(tomcat.hub(), random)) {
            Duration start = Duration.ofNanos(System.nanoTime() - launched);
            for (int kill = 1; kill <= KILLS; kill++) {
                tomcat.runFor(between(SHORTEST_LIFE, LONGEST_LIFE));
                if (random.nextBoolean()) {
                    clients.atNextAnswer(tomcat::kill);
                } else {
                    tomcat.kill();
                }
                tomcat.relaunch();
                if (kill % STARTS == 0 && kill < KILLS) {
                    kill++;
                    tomcat.runFor(between(start.dividedBy(3), start));
                    tomcat.kill();
                    tomcat.relaunch();
                }
                tomcat.awaitApplication();
                // What is lost for once is lost for good, so a look at the newest is enough until the end.
                clients.read("last=5000", clients.mark());
                assertThat(clients.ledger().complaints()).as("seed %d", SEED).isEmpty();
            }

            long end = clients.finish();
            Awaitility.await("retention has done its work")
                    .atMost(RawStream.PATIENCE)
                    .until(() -> trimmedEntries(tomcat) <= TRIMMED_ENTRIES);

            Verdict verdict = new Verdict(clients, clients.read("from=earliest", end));
            System.out.println(clients.summary());
            assertThat(clients.ledger().complaints()).as("seed %d", SEED).isEmpty();
            verdict.nothingOfTheKeptIsLost();
            verdict.whatIsLeftOfTheTrimmedHasNoHole();
            verdict.theStateIsTheNewestOfEachKey();
            verdict.everyPublishersEventsAreInItsOrder();
            verdict.batchesAreWholeOrAbsent();
            verdict.everySubscriberGotEverythingOrWasTold();
        }
    }

    private static int trimmedEntries(TomcatProcess tomcat) throws Exception {
        try (var reader = Json.createReader(new StringReader(tomcat.hub()
                .get("/api/admin/log", Tokens.bearer(Tokens.admin()))
                .body()))) {
            return reader.readObject()
                    .getJsonArray("retention")
                    .getJsonObject(0)
                    .getInt("entries");
        }
    }

    private Duration between(Duration shortest, Duration longest) {
        return Duration.ofNanos(random.nextLong(shortest.toNanos(), longest.toNanos()));
    }
}
