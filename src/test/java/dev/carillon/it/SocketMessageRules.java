package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.SocketWire;
import dev.carillon.it.client.SocketWire.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** "Sending and receiving data", "Acknowledgement" and "Packet encoding". */
interface SocketMessageRules extends SocketRules {

    String TWO = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

    // --- event ---

    @ParameterizedTest
    @EnumSource
    default void an_event_has_any_json(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            for (String args :
                    List.of("1,\"2\",{\"3\":[true]}", "null", "[],{},\"\",-0.5,1E+2", "\"€ 漢字 😀 \\\" \\\\\"")) {
                wire.send("2[\"message\"," + args + "]");

                assertThat(wire.next()).isEqualTo("2[\"message-back\"," + args + "]");
            }
            wire.send("2[\"message\"]");
            assertThat(wire.next()).isEqualTo("2[\"message-back\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void events_are_handled_in_their_order(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            for (int i = 0; i < 50; i++) {
                wire.send("2[\"message\"," + i + "]");
            }

            for (int i = 0; i < 50; i++) {
                assertThat(wire.next()).isEqualTo("2[\"message-back\"," + i + "]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_event_that_nobody_handles_changes_nothing(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.send("2[\"nobody\",1]");

            assertAlive(wire);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_payload_that_is_no_array_with_a_name_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of(
                "2",
                "2{}",
                "2[]",
                "2\"x\"",
                "2null",
                "2[null]",
                "2[{}]",
                "2[[\"message\"]]",
                "2[\"message\"",
                "2[\"message\"]x")) {
            assertCloses(kind, packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_event_with_a_reserved_name_closes_the_connection(Kind kind) throws Exception {
        for (String name :
                List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")) {
            assertCloses(kind, "2[\"" + name + "\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_unknown_packet_type_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of("abc", "7", "9[\"message\"]", "-1", "")) {
            assertCloses(kind, packet);
        }
    }

    // --- acknowledgement ---

    @ParameterizedTest
    @EnumSource
    default void an_event_with_an_id_is_acknowledged_with_it(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            for (String id : List.of("0", "7", "456", "2147483648")) {
                wire.send("2" + id + "[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

                assertThat(wire.next()).isEqualTo("3" + id + "[1,\"2\",{\"3\":[false]}]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_acknowledgement_may_be_empty_and_names_its_namespace(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            joined(wire, "");

            wire.send("2/conformance,12[\"nothing\"]");

            assertThat(wire.next()).isEqualTo("3/conformance,12[]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_event_that_nobody_handles_is_acknowledged_with_an_error(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.send("25[\"nobody\"]");

            assertThat(wire.next()).startsWith("35[{\"error\":{").contains("\"status\":404");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_server_is_acknowledged(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            joined(wire, "");
            wire.send("2/conformance,1[\"ask\",\"why\"]");
            String question = wire.next();
            assertThat(question).matches("2/conformance,\\d+\\[\"question\",\"why\".*]");

            wire.send("3/conformance," + question.replaceAll("2/conformance,(\\d+).*", "$1") + "[\"because\"]");

            assertThat(wire.next()).isEqualTo("3/conformance,1[\"because\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void the_server_is_acknowledged_with_bytes(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            joined(wire, "");
            wire.send("2/conformance,1[\"ask\",\"why\"]");
            String id = wire.next().replaceAll("2/conformance,(\\d+).*", "$1");

            wire.send("61-/conformance," + id + "[{\"_placeholder\":true,\"num\":0}]");
            wire.send(new byte[] {1, 2});

            assertThat(wire.next()).isEqualTo("61-/conformance,1[{\"_placeholder\":true,\"num\":0}]");
            assertThat(wire.next()).isEqualTo("0x0102");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_acknowledgement_that_nobody_waits_for_changes_nothing(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.send("3999[]");
            wire.send("3999[1]");

            assertAlive(wire);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_malformed_acknowledgement_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of("31{}", "31\"x\"", "3x[]", "31[", "31")) {
            assertCloses(kind, packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_invalid_id_closes_the_connection(Kind kind) throws Exception {
        for (String packet :
                List.of("2abc[\"message-with-ack\",1]", "2-1[\"message\"]", "21.5[\"message\"]", "21 [\"message\"]x")) {
            assertCloses(kind, packet);
        }
    }

    // --- binary ---

    @ParameterizedTest
    @EnumSource
    default void an_event_has_attachments(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.send("52-[\"message\"," + TWO + "]");
            wire.send(new byte[] {1, 2, 3});
            wire.send(new byte[] {4, 5, 6});

            assertThat(wire.next()).isEqualTo("52-[\"message-back\"," + TWO + "]");
            assertThat(wire.next()).isEqualTo("0x010203");
            assertThat(wire.next()).isEqualTo("0x040506");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_event_of_a_custom_namespace_has_attachments_anywhere(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            wire.connect("/custom", "");
            wire.next();
            String args = "{\"a\":[{\"_placeholder\":true,\"num\":0}]},\"x\"";

            wire.send("51-/custom,[\"message\"," + args + "]");
            wire.send(new byte[0]);

            assertThat(wire.next()).isEqualTo("51-/custom,[\"message-back\"," + args + "]");
            assertThat(wire.next()).isEqualTo("0x");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void an_event_with_attachments_is_acknowledged_with_attachments(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.send("52-789[\"message-with-ack\"," + TWO + "]");
            wire.send(new byte[] {1, 2, 3});
            wire.send(new byte[] {4, 5, 6});

            assertThat(wire.next()).isEqualTo("62-789[" + TWO + "]");
            assertThat(wire.next()).isEqualTo("0x010203");
            assertThat(wire.next()).isEqualTo("0x040506");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void text_while_attachments_are_waited_for_closes_the_connection(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.awaitEndAfter("52-[\"message\"," + TWO + "]", "0x01", "2[\"message\",1]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void bytes_that_belong_to_nothing_close_the_connection(Kind kind) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.awaitEndAfter("0x01");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_placeholder_without_an_attachment_closes_the_connection(Kind kind) throws Exception {
        for (String number : List.of("1", "-1", "0.5", "\"0\"", "null")) {
            try (SocketWire wire = connected(kind)) {
                wire.awaitEndAfter("51-[\"message\",{\"_placeholder\":true,\"num\":" + number + "}]", "0x01");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_malformed_number_of_attachments_closes_the_connection(Kind kind) throws Exception {
        for (String packet : List.of(
                "5[\"message\"]",
                "5x-[\"message\"]",
                "51[\"message\"]",
                "5-1-[\"message\"]",
                "599999999999-[\"message\"]")) {
            assertCloses(kind, packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void more_attachments_than_allowed_close_the_connection(Kind kind) throws Exception {
        assertCloses(kind, "55-[\"message\",{\"_placeholder\":true,\"num\":0}]");
    }

    private void assertCloses(Kind kind, String packet) throws Exception {
        try (SocketWire wire = connected(kind)) {
            wire.awaitEndAfter(packet);
        } catch (AssertionError e) {
            throw new AssertionError("after '" + packet + "': " + e.getMessage(), e);
        }
    }
}
