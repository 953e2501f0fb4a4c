package dev.carillon.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The rules of Socket.IO over the transports that each container has. */
@ArquillianTest
class SocketRulesIT implements SocketConnectRules, SocketMessageRules, SocketRecoveryRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(SocketRules.ruleNamespaces())
                .addAsLibrary(RealWar.settings(RULE_SETTINGS));
    }
}
