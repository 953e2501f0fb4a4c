package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.server.TomcatProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A setting that makes no sense. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class SettingsIT {

    @Test
    void a_wrong_setting_ends_the_deployment_with_a_message_that_names_it() throws Exception {
        try (TomcatProcess tomcat = new TomcatProcess.Plan("settings")
                .startingQuickly()
                .with("carillon.stream.heartbeat", "15")
                .launch()) {
            tomcat.awaitLog("Server startup in");

            assertThat(tomcat.log())
                    .contains("setting carillon.stream.heartbeat takes a time such as 500ms, 15s, 2m, 24h or PT15S: "
                            + "'' is not a unit of time")
                    .doesNotContain("Carillon runs at");
            assertThat(tomcat.hub().get("/api/events?channel=a").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_wrong_feed_ends_the_deployment_with_a_message_that_names_the_setting() throws Exception {
        try (TomcatProcess tomcat = new TomcatProcess.Plan("wrong-feed")
                .startingQuickly()
                .with("carillon.ticker.feeds", "[{\"name\":\"demo\",\"kind\":\"random-walk\"}]")
                .launch()) {
            tomcat.awaitLog("Server startup in");

            assertThat(tomcat.log())
                    .contains("setting carillon.ticker.feeds takes a JSON array of feeds, and one is wrong: ")
                    .contains("The configuration has symbols")
                    .doesNotContain("Carillon runs at");
        }
    }

    @Test
    void a_secret_that_is_too_short_ends_the_deployment() throws Exception {
        try (TomcatProcess tomcat = new TomcatProcess.Plan("short-secret")
                .startingQuickly()
                .with("carillon.auth.secret", "hunter2")
                .launch()) {
            tomcat.awaitLog("Server startup in");

            assertThat(tomcat.log())
                    .contains(
                            "setting carillon.auth.secret takes a secret of at least 32 bytes, or nothing: this one has"
                                    + " 7 bytes, HS256 needs at least 32")
                    .doesNotContain("Carillon runs at");
        }
    }

    @Test
    void the_key_of_the_hub_is_made_once_and_not_used_when_others_can_read_it() throws Exception {
        try (TomcatProcess tomcat =
                new TomcatProcess.Plan("own-key").startingQuickly().start()) {
            Path key = tomcat.base().resolve("carillon-data/token.key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            byte[] bytes = Files.readAllBytes(key);
            tomcat.kill();

            tomcat.relaunch();
            tomcat.awaitApplication();
            assertThat(key).hasBinaryContent(bytes).hasSize(32);
            tomcat.kill();

            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            tomcat.relaunch();
            tomcat.awaitLog("can be used by others than its owner: rw-r--r--");
            assertThat(tomcat.log()).contains("chmod 600");
        }
    }
}
