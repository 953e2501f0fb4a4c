package dev.carillon.it;

import dev.carillon.it.browser.BrowserExtension;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients of Socket.IO over the WebSockets that Carillon chooses on each container. */
@ArquillianTest
@ExtendWith(BrowserExtension.class)
class SocketClientsIT implements SocketClientScenarios {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(SocketClientScenarios.namespaces())
                .addAsLibrary(RealWar.settings(Map.of()));
    }
}
