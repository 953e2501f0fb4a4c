package dev.carillon.it;

import dev.carillon.it.client.HubClient;
import java.util.UUID;

/** What all scenarios need. A test class runs the scenarios that it implements, against the WAR that it deploys. */
interface Scenario {

    default HubClient hub() {
        return Deployed.HUB;
    }

    /** A channel of this test alone. */
    default String newChannel() {
        return "it/" + UUID.randomUUID();
    }

    /** Made when the first test needs it. */
    final class Deployed {
        private static final HubClient HUB = new HubClient(RealWar.url());

        private Deployed() {}
    }
}
