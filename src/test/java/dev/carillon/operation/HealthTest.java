package dev.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.log.EventLog;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final OperationHub parts = new OperationHub();

    @AfterEach
    void end() {
        parts.close();
    }

    @Test
    void a_hub_that_runs_is_live_and_ready() {
        HealthChecks checks = checks(Runnable::run);

        assertThat(checks.live().toJson())
                .isEqualTo("{\"status\":\"UP\",\"checks\":["
                        + "{\"name\":\"shards\",\"status\":\"UP\",\"data\":{\"all\":2,\"answering\":2}},"
                        + "{\"name\":\"schedule\",\"status\":\"UP\",\"data\":{}}]}");
        assertThat(checks.ready().isUp()).isTrue();
        assertThat(checks.ready().checks())
                .extracting(Health.Check::name)
                .containsExactly("shards", "schedule", "hub", "log");
    }

    @Test
    void a_hub_that_has_stopped_takes_no_requests() {
        parts.hub.close();

        Health ready = checks(Runnable::run).ready();

        assertThat(ready.toJson()).startsWith("{\"status\":\"DOWN\"").contains("\"stopped\"");
    }

    @Test
    void a_hub_that_lets_its_connections_go_takes_no_new_ones_but_is_alive() {
        var unused = parts.hub.drain(parts.hub.settings().drain());
        HealthChecks checks = checks(Runnable::run);

        assertThat(checks.live().isUp()).isTrue();
        assertThat(checks.ready().toJson())
                .contains("{\"name\":\"hub\",\"status\":\"DOWN\",\"data\":{\"state\":\"draining\"}}");

        parts.hub.resume();

        assertThat(checks.ready().isUp()).isTrue();
    }

    /** A new start would not help a full disk, so the server is alive. */
    @Test
    void a_log_that_cannot_be_written_takes_the_server_out_of_service_but_does_not_restart_it() {
        EventLog log = parts.unwritableLog();
        HealthChecks checks = new HealthChecks(parts.hub, log, Runnable::run);

        assertThat(checks.live().isUp()).isTrue();
        assertThat(checks.ready().isUp()).isFalse();
        assertThat(checks.ready().toJson())
                .contains("{\"name\":\"log\",\"status\":\"DOWN\",\"data\":{\"writable\":false}}");
    }

    private HealthChecks checks(Executor schedule) {
        return new HealthChecks(parts.hub, parts.log, schedule);
    }
}
