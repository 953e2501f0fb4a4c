package dev.carillon.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The portable sink on Tomcat, where a setting asks for it. On other containers it is the only one. */
@ArquillianTest
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class PortableSinkIT implements StreamScenarios, DepartureScenarios {

    @Deployment(testable = false)
    static WebArchive war() {
        return RealWar.archive()
                .addAsLibrary(RealWar.settings(
                        Map.of("carillon.stream.heartbeat", SETTING_HEARTBEAT, "carillon.sink", "servlet")));
    }

    @Override
    public String expectedSink() {
        return "servlet";
    }

    @Override
    public boolean noticesAtOnce() {
        return false;
    }
}
