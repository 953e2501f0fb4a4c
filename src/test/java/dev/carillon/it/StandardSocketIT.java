package dev.carillon.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tomcat's own WebSockets, where a setting asks for the portable sink. On other containers there are no others. */
@ArquillianTest
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class StandardSocketIT implements EngineScenarios, FrameScenarios {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(EngineScenarios.echo())
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.sink",
                        "servlet",
                        "carillon.socketio.ping-interval",
                        PING_INTERVAL,
                        "carillon.socketio.ping-timeout",
                        PING_TIMEOUT)));
    }
}
