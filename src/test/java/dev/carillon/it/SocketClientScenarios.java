package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.browser.Look;
import dev.carillon.it.browser.PageClient;
import dev.carillon.it.browser.Visitor;
import dev.carillon.it.browser.Visitors;
import dev.carillon.it.client.JavaClient;
import dev.carillon.it.client.NodeClient;
import dev.carillon.it.client.ScriptClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.resource.ConformanceNamespace;
import dev.carillon.it.resource.TeamNamespace;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official clients of Socket.IO, unmodified, each by each transport: {@code src/test/node/scenario.js}, and the same in Java. */
interface SocketClientScenarios extends Scenario {

    /** How a client is told to connect, and how it is connected in the end. */
    enum Way {
        POLLING("polling", "polling"),
        WEBSOCKET("websocket", "websocket"),
        UPGRADE("", "websocket");

        private final String asked;
        private final String used;

        /** {@code asked} is empty for the client's default. */
        Way(String asked, String used) {
            this.asked = asked;
            this.used = used;
        }

        private List<String> transports() {
            return asked.isEmpty() ? List.of() : List.of(asked);
        }

        JavaClient java(String url) {
            return new JavaClient(url, transports(), used);
        }

        JsonObjectBuilder options(String url) {
            JsonObjectBuilder options =
                    Json.createObjectBuilder().add("url", url).add("transport", used);
            return asked.isEmpty() ? options : options.add("transports", Json.createArrayBuilder(transports()));
        }
    }

    /** What the clients talk to. */
    static JavaArchive namespaces() {
        return ShrinkWrap.create(JavaArchive.class, "namespaces.jar")
                .addClasses(ConformanceNamespace.class, TeamNamespace.class)
                .addAsManifestResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    @ParameterizedTest
    @EnumSource
    default void the_client_of_npm_does_everything_in_node(Way way) throws Exception {
        String token = Tokens.subscriber("ann");
        JsonObject options = way.options(RealWar.url())
                .add("subject", "ann")
                .add("token", token)
                .add("headers", Json.createObjectBuilder().add("Authorization", "Bearer " + token))
                .build();
        try (ScriptClient node = new NodeClient()) {
            assertThat(node.call("all", options).asJsonArray()).hasSizeGreaterThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_client_of_npm_does_everything_in_chromium(Way way, Visitors visitors) {
        String token = Tokens.subscriber("ann");
        JsonObject options = way.options(RealWar.url())
                .add("subject", "ann")
                .add("token", token)
                .build();
        Visitor visitor = visitors.open(RealWar.url(), Look.DESKTOP).signIn(token);
        try (ScriptClient page = new PageClient(visitor)) {
            assertThat(page.call("all", options).asJsonArray()).hasSizeGreaterThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_client_for_java_does_everything(Way way) throws Exception {
        try (JavaClient client = way.java(RealWar.url())) {
            client.doEverything("ann", Tokens.subscriber("ann"));
        }
    }
}
