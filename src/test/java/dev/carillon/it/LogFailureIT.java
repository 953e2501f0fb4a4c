package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A running hub whose log cannot be written for a while, and one that cannot even start. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class LogFailureIT {

    /** The operating system limits the size of files that the process writes, as a disk does that has no room left. */
    @Test
    void publishers_are_refused_and_subscribers_stay_while_the_disk_takes_nothing() throws Exception {
        assumeThat(Path.of("/usr/bin/prlimit")).exists();
        try (TomcatProcess tomcat =
                new TomcatProcess.Plan("log-failure").startingQuickly().start()) {
            HubClient hub = tomcat.hub();
            try (RawStream stream = hub.subscribe("a")) {
                hub.publish("a", "before");
                long room = Files.size(tomcat.base().resolve("carillon-data/carillon.db-wal"));
                limitFiles(tomcat.pid(), Long.toString(room));

                HttpResponse<String> refused = publishUntilRefused(hub);

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("/problems/log-unavailable").doesNotContain("carillon-data");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(hub.post("/api/events/a", "volatile", "Event-Volatile", "true")
                                .statusCode())
                        .isEqualTo(202);

                requireNoActWithoutTrace(new AdminClient(hub));

                limitFiles(tomcat.pid(), "unlimited");

                Awaitility.await()
                        .atMost(RawStream.PATIENCE)
                        .until(() -> hub.post("/api/events/a", "after").statusCode() == 201);
                assertThat(stream.nextData(1)).containsExactly("before");
                String next = stream.nextMessage().data();
                while (next.equals("filling")) {
                    next = stream.nextMessage().data();
                }
                assertThat(next).isEqualTo("volatile");
                assertThat(stream.nextMessage().data()).isEqualTo("after");
            }
        }
    }

    @Test
    void a_data_directory_that_cannot_be_written_ends_the_start_with_what_to_do() throws Exception {
        Path forbidden = Path.of("/proc/self/carillon");
        assumeThat(forbidden.getParent()).exists();
        try (TomcatProcess tomcat = new TomcatProcess.Plan("log-start")
                .startingQuickly()
                .with("carillon.data-dir", forbidden.toString())
                .launch()) {
            tomcat.awaitLog("Server startup in");

            assertThat(tomcat.log())
                    .contains("The data directory /proc/self/carillon cannot be written")
                    .contains("name another directory with the setting carillon.data-dir")
                    .doesNotContain("Carillon runs at");
        }
    }

    @Test
    void a_data_directory_that_another_process_uses_ends_the_start_and_harms_nobody() throws Exception {
        try (TomcatProcess first =
                        new TomcatProcess.Plan("log-first").startingQuickly().start();
                TomcatProcess second = new TomcatProcess.Plan("log-second")
                        .startingQuickly()
                        .with(
                                "carillon.data-dir",
                                first.base().resolve("carillon-data").toString())
                        .launch()) {
            second.awaitLog("Server startup in");

            assertThat(second.log()).contains("is in use by another Carillon").doesNotContain("Carillon runs at");
            first.hub().publish("a", "still there");
        }
    }

    /** What cannot be kept in the audit trail is not done; looking is no act. */
    private static void requireNoActWithoutTrace(AdminClient admin) throws Exception {
        HttpResponse<String> closing = admin.ask("DELETE", "/api/admin/connections?all=true", null);
        assertThat(closing.statusCode()).as(closing.body()).isEqualTo(503);
        assertThat(closing.body()).contains("/problems/log-unavailable");
        assertThat(admin.get("/api/admin/server").getJsonObject("connections").getInt("all"))
                .isEqualTo(1);
    }

    private static HttpResponse<String> publishUntilRefused(HubClient hub) throws IOException, InterruptedException {
        HttpResponse<String> response = hub.post("/api/events/a", "filling");
        for (int i = 0; i < 1_000 && response.statusCode() == 201; i++) {
            response = hub.post("/api/events/a", "filling");
        }
        return response;
    }

    private static void limitFiles(long pid, String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("/usr/bin/prlimit", "--pid=" + pid, "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }
}
