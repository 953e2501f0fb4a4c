package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.SocketWire;
import dev.carillon.it.client.SocketWire.Kind;
import dev.carillon.it.resource.ConformanceNamespace;
import dev.carillon.it.resource.CustomNamespace;
import dev.carillon.it.resource.MainNamespace;
import dev.carillon.it.resource.TeamNamespace;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** What the rules of Socket.IO 5 are tried with: docs/socket.io-protocol/v5-current.md of socketio/socket.io. */
interface SocketRules extends Scenario {

    /** Those that the test suite of the protocol asks for, but for the times: a busy machine may stand still for some seconds. */
    Map<String, String> RULE_SETTINGS = Map.of(
            "carillon.socketio.ping-interval", "5s",
            "carillon.socketio.ping-timeout", "5s",
            "carillon.socketio.connect-timeout", "5s",
            "carillon.socketio.max-namespaces", "4",
            "carillon.socketio.max-attachments", "4");

    static JavaArchive ruleNamespaces() {
        return ShrinkWrap.create(JavaArchive.class, "namespaces.jar")
                .addClasses(MainNamespace.class, CustomNamespace.class, ConformanceNamespace.class, TeamNamespace.class)
                .addAsManifestResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    default SocketWire session(Kind kind) throws Exception {
        return kind.open(new EngineClient(RealWar.url()));
    }

    /** Connected to {@code /}, where the first event has come as well. */
    default SocketWire connected(Kind kind) throws Exception {
        SocketWire wire = session(kind);
        assertThat(wire.connect("/", "")).startsWith("0{");
        assertThat(wire.next()).isEqualTo("2[\"auth\",{}]");
        return wire;
    }

    /** Connected to {@code /conformance}, where the first event has come as well; what the connection was answered. */
    default String joined(SocketWire wire, String payload) throws Exception {
        String answer = wire.connect("/conformance", payload);
        assertThat(wire.next()).startsWith("2/conformance,[\"welcome\",");
        return answer;
    }

    /** It still does what it should. */
    default void assertAlive(SocketWire wire) throws Exception {
        wire.send("2[\"message\",\"alive\"]");
        assertThat(wire.next()).isEqualTo("2[\"message-back\",\"alive\"]");
    }
}
