package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.SocketWire;
import dev.carillon.it.client.SocketWire.Kind;
import dev.carillon.it.client.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connection state recovery, as the client of 4.6 and newer asks for it. */
interface SocketRecoveryRules extends SocketRules {

    @ParameterizedTest
    @EnumSource
    default void a_namespace_that_recovers_answers_with_a_secret_beside_the_id(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            assertThat(joined(wire, "")).matches("0/conformance,\\{\"sid\":\"[\\w-]{20,}\",\"pid\":\"[\\w-]{20,}\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_comes_back_is_who_he_was_and_gets_what_he_missed_once_and_in_order(Kind kind) throws Exception {
        String room = UUID.randomUUID().toString();
        try (SocketWire speaker = session(Kind.WEBSOCKET);
                SocketWire before = session(kind)) {
            joined(speaker, "");
            String first = joined(before, "");
            before.send("2/conformance,1[\"join\",\"" + room + "\"]");
            assertThat(before.next()).isEqualTo("3/conformance,1[[\"" + room + "\"]]");
            before.send("2/conformance,2[\"remember\",{\"a\":1}]");
            assertThat(before.next()).isEqualTo("3/conformance,2[]");
            tell(speaker, room, "heard");
            String offset = before.next().replaceAll(".*\"heard\",\"([0-9a-z-]+)\"]", "$1");

            before.lose();
            tell(speaker, room, "missed 1");
            tell(speaker, room, "missed 2");

            try (SocketWire after = session(kind)) {
                String payload = "{\"pid\":\"" + SocketWire.member(first, "pid") + "\",\"offset\":\"" + offset + "\"}";
                assertThat(after.connect("/conformance", payload)).isEqualTo(first);
                List<String> packets = new ArrayList<>(List.of(after.next(), after.next(), after.next()));
                assertThat(packets)
                        .filteredOn(packet -> packet.contains("\"welcome\""))
                        .singleElement()
                        .asString()
                        .contains("\"recovered\":true");
                packets.removeIf(packet -> packet.contains("\"welcome\""));
                tell(speaker, room, "now");
                packets.add(after.next());
                assertThat(packets)
                        .allMatch(packet -> packet.matches("2/conformance,\\[\"told\",\".*\",\"[0-9a-z]+-[0-9]+\"]"));
                assertThat(packets)
                        .map(packet -> packet.split("\"", -1)[3])
                        .containsExactly("missed 1", "missed 2", "now");
                after.send("2/conformance,3[\"remembered\"]");
                assertThat(after.next()).isEqualTo("3/conformance,3[{\"a\":1}]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_shows_no_secret_that_is_known_is_new(Kind kind) throws Exception {
        for (String payload : List.of(
                "{\"pid\":\"unknown\",\"offset\":\"x-1\"}",
                "{\"pid\":\"unknown\"}",
                "{\"pid\":1,\"offset\":[]}",
                "{\"offset\":\"x-1\"}")) {
            try (SocketWire wire = session(kind)) {
                String answer = wire.connect("/conformance", payload);

                assertThat(answer).startsWith("0/conformance,{").doesNotContain("unknown");
                assertThat(wire.next()).contains("\"recovered\":false");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_secret_is_worth_nothing_to_somebody_else(Kind kind) throws Exception {
        try (SocketWire ann = kind.open(new EngineClient(RealWar.url()), Tokens.bearer(Tokens.subscriber("ann")))) {
            String first = joined(ann, "");
            ann.lose();

            try (SocketWire eve = kind.open(new EngineClient(RealWar.url()), Tokens.bearer(Tokens.subscriber("eve")))) {
                String payload = "{\"pid\":\"" + SocketWire.member(first, "pid") + "\"}";
                String answer = eve.connect("/conformance", payload);

                assertThat(SocketWire.member(answer, "sid")).isNotEqualTo(SocketWire.member(first, "sid"));
                assertThat(eve.next()).contains("\"recovered\":false");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void who_has_left_cannot_come_back_to_what_he_had(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            String first = joined(wire, "");
            wire.send("1/conformance,");

            String again = wire.connect("/conformance", "{\"pid\":\"" + SocketWire.member(first, "pid") + "\"}");

            assertThat(SocketWire.member(again, "sid")).isNotEqualTo(SocketWire.member(first, "sid"));
        }
    }

    /** A client takes any text at the end for the place where it is. */
    @ParameterizedTest
    @EnumSource
    default void an_event_without_an_id_does_not_end_with_a_text(Kind kind) throws Exception {
        try (SocketWire wire = session(kind)) {
            joined(wire, "");

            wire.send("2/conformance,[\"echo\",\"text\"]");

            assertThat(wire.next()).isEqualTo("2/conformance,[\"echo\",\"text\",null]");
        }
    }

    private static void tell(SocketWire speaker, String room, String told) throws Exception {
        speaker.send("2/conformance,1[\"tell-room\",\"" + room + "\",\"" + told + "\"]");
        assertThat(speaker.next()).isEqualTo("3/conformance,1[\"told\"]");
    }
}
