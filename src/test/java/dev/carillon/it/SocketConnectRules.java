package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.SocketWire;
import dev.carillon.it.client.SocketWire.Kind;
import dev.carillon.it.client.Tokens;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** "Connection to a namespace" and "Disconnection from a namespace". */
interface SocketConnectRules extends SocketRules {

    // --- connect ---

    @ParameterizedTest
    @EnumSource
    default void the_main_namespace_answers_with_a_session_id(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            assertThat(wire.connect("/", "")).matches("0\\{\"sid\":\"[\\w-]{20,}\"}");
            assertThat(wire.next()).isEqualTo("2[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_custom_namespace_answers_with_a_session_id_of_its_own(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            String custom = wire.connect("/custom", "");
            assertThat(wire.next()).isEqualTo("2/custom,[\"auth\",{}]");
            String main = wire.connect("/", "");

            assertThat(custom).matches("0/custom,\\{\"sid\":\"[\\w-]{20,}\"}");
            assertThat(SocketWire.member(main, "sid")).isNotEqualTo(SocketWire.member(custom, "sid"));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_namespace_may_be_named_without_a_comma_at_the_end(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            wire.send("0/custom");

            assertThat(wire.next()).startsWith("0/custom,{");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_namespace_is_given_the_payload(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            assertThat(wire.connect("/", "{\"token\":\"123\"}")).startsWith("0{");
            assertThat(wire.next()).isEqualTo("2[\"auth\",{\"token\":\"123\"}]");
            assertThat(wire.connect("/custom", "{\"a\":[1,{\"b\":null}]}")).startsWith("0/custom,{");
            assertThat(wire.next()).isEqualTo("2/custom,[\"auth\",{\"a\":[1,{\"b\":null}]}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_unknown_namespace_is_refused_and_the_connection_goes_on(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            assertThat(wire.connect("/random", "")).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");
            assertThat(wire.connect("/team-x", "")).isEqualTo("4/team-x,{\"message\":\"Invalid namespace\"}");

            assertThat(wire.connect("/", "")).startsWith("0{");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_bean_refuses_with_a_message_and_data(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            assertThat(wire.connect("/conformance", "{\"refuse\":\"Not authorized\"}"))
                    .isEqualTo("4/conformance,{\"message\":\"Not authorized\",\"data\":{\"code\":7}}");
            assertAlive(wire);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_token_that_is_not_believed_is_refused(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            String wrong = Tokens.subscriber("ann") + "x";

            assertThat(wire.connect("/conformance", "{\"token\":\"" + wrong + "\"}"))
                    .startsWith("4/conformance,{\"message\":")
                    .contains("\"status\":401");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void several_namespaces_share_a_connection(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.connect("/custom", "");
            assertThat(wire.next()).startsWith("2/custom,[\"auth\"");

            wire.send("2/custom,[\"message\",1]");
            assertThat(wire.next()).isEqualTo("2/custom,[\"message-back\",1]");
            assertAlive(wire);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void more_namespaces_than_allowed_are_refused(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            for (int i = 1; i <= 4; i++) {
                assertThat(wire.connect("/team-" + i, "")).startsWith("0/team-" + i + ",{");
                assertThat(wire.next()).startsWith("2/team-" + i + ",[\"welcome\"");
            }

            assertThat(wire.connect("/team-5", "")).isEqualTo("4/team-5,{\"message\":\"Too many namespaces\"}");
            wire.send("1/team-1,");
            assertThat(wire.connect("/team-5", "")).startsWith("0/team-5,{");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_sends_no_connect_packet_is_closed_in_time(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            wire.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_is_refused_and_connects_to_nothing_is_closed_in_time(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            wire.connect("/random", "");

            wire.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void anything_before_a_connect_packet_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of("2[\"message\",1]", "21[\"message\",1]", "31[]", "1", "4{\"message\":\"no\"}")) {
            try (SocketWire wire = session(kind)) {
                wire.awaitEndAfter(packet);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void anything_for_a_namespace_that_is_not_connected_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of("2/custom,[\"message\",1]", "3/custom,1[]", "1/custom,")) {
            try (SocketWire wire = connected(kind)) {
                wire.awaitEndAfter(packet);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_second_connect_packet_closes_the_connection(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.awaitEndAfter("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_connect_packet_whose_payload_is_no_object_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of("0[1]", "0\"text\"", "0null", "0{", "0{}x", "01{}x", "0/custom,[]")) {
            try (SocketWire wire = session(kind)) {
                wire.awaitEndAfter(packet);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_connect_error_of_a_client_closes_the_connection(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.awaitEndAfter("4{\"message\":\"no\"}");
        }
    }

    // --- disconnect ---

    @ParameterizedTest
    @EnumSource
    default void who_leaves_a_namespace_is_answered_nothing_and_stays_in_others(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.connect("/custom", "");
            wire.next();

            wire.send("1/custom");

            assertAlive(wire);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_leaves_may_connect_again_and_is_somebody_else(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            String before = wire.connect("/", "");
            wire.next();

            wire.send("1");

            String after = wire.connect("/", "");
            assertThat(after).startsWith("0{").isNotEqualTo(before);
            wire.next();
            assertAlive(wire);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_event_after_leaving_closes_the_connection(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.awaitEndAfter("1", "2[\"message\",1]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_disconnect_packet_with_a_payload_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of("1{}", "1[]", "1\"x\"", "1/custom,[1]")) {
            try (SocketWire wire = connected(kind)) {
                wire.awaitEndAfter(packet);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_is_sent_away_gets_a_disconnect_packet_and_stays_in_other_namespaces(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            joined(wire, "");

            wire.send("2/conformance,[\"send-me-away\"]");

            assertThat(wire.next()).isEqualTo("1/conformance,");
            // Sent before he knew: no error.
            wire.send("2/conformance,[\"echo\",1]");
            assertAlive(wire);
        }
    }
}
