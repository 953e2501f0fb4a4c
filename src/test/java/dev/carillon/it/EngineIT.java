package dev.carillon.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Engine.IO over the WebSockets that are chosen in each container: our own on Tomcat, the standard's on Payara. */
@ArquillianTest
class EngineIT implements EngineScenarios, FrameScenarios {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(EngineScenarios.echo())
                .addAsLibrary(RealWar.settings(Map.of(
                        "carillon.socketio.ping-interval",
                        PING_INTERVAL,
                        "carillon.socketio.ping-timeout",
                        PING_TIMEOUT)));
    }
}
