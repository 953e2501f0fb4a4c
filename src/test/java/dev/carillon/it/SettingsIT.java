package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.server.TomcatProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A setting that makes no sense. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class SettingsIT {

    @Test
    void a_wrong_setting_ends_the_deployment_with_a_message_that_names_it() throws Exception {
        try (TomcatProcess tomcat = new TomcatProcess.Plan("settings")
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
}
