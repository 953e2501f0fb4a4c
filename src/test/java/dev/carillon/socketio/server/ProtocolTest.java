package dev.carillon.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.hub.CloseReason;
import dev.carillon.socketio.Echo;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.SocketWorld;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code docs/socket.io-protocol/v5-current.md}, "Exchange protocol", one test for each. */
@Timeout(60)
class ProtocolTest {

    private final SocketWorld world = new SocketWorld(new Echo.Main(), new Echo.Custom());
    private final FakeClient client = world.client();

    @AfterEach
    void stop() {
        world.close();
    }

    // --- connection to a namespace ---

    @Test
    void at_the_beginning_the_client_must_send_connect_and_the_server_responds_with_connect_and_a_session_id() {
        var answer = client.connect("/");

        assertThat(answer).containsOnlyKeys("sid");
        assertThat(answer.getString("sid")).hasSize(20);
        assertThat(client.text()).isEqualTo("2[\"auth\",{}]");
    }

    @Test
    void connect_may_have_a_payload() {
        client.connect("/", "{\"token\":\"123\"}");

        assertThat(client.text()).isEqualTo("2[\"auth\",{\"token\":\"123\"}]");
    }

    @Test
    void a_client_connects_to_a_custom_namespace_with_a_payload() {
        assertThat(client.connect("/custom", "{\"a\":\"abc\"}")).containsOnlyKeys("sid");

        assertThat(client.text()).isEqualTo("2/custom,[\"auth\",{\"a\":\"abc\"}]");
    }

    @Test
    void the_server_responds_with_connect_error_if_the_namespace_is_unknown() {
        client.send("0/random");
        assertThat(client.text()).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");

        client.connect("/custom");
        assertThat(client.session().isClosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2[\"message\",1]", "1", "3[1]", "4{}", "abc", "2/custom,[\"message\"]", "412[]"})
    void if_the_server_does_not_receive_a_connect_packet_first_it_closes_the_connection(String packet) {
        client.send(packet);

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    @Test
    void if_the_server_receives_no_connect_packet_in_time_it_closes_the_connection() {
        var hasty = new SocketIoSettings(Duration.ofMillis(50), 1_000, 1, 1, 1, Duration.ZERO);
        try (SocketWorld impatient = new SocketWorld(hasty, Recovery.NONE, new Echo.Main())) {
            assertThat(impatient.client().closed()).isEqualTo(CloseReason.APPLICATION);
        }
    }

    @Test
    void a_client_may_be_connected_to_several_namespaces_at_the_same_time_with_ids_of_their_own() {
        String main = client.connect("/").getString("sid");
        client.text();
        String custom = client.connect("/custom").getString("sid");
        client.text();

        client.send("2/custom,[\"message\",1]");
        assertThat(client.text()).isEqualTo("2/custom,[\"message-back\",1]");
        client.send("2[\"message\",2]");
        assertThat(client.text()).isEqualTo("2[\"message-back\",2]");
        assertThat(main).isNotEqualTo(custom);
    }

    @Test
    void a_second_connect_to_the_same_namespace_closes_the_connection() {
        client.connect("/");

        client.send("0");

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    @Test
    void a_client_has_no_more_namespaces_than_the_settings_allow() {
        var few = new SocketIoSettings(Duration.ofSeconds(9), 1_000, 1, 1, 1, Duration.ZERO);
        try (SocketWorld small = new SocketWorld(few, Recovery.NONE, new Echo.Main(), new Echo.Custom())) {
            FakeClient greedy = small.client();
            greedy.connect("/");
            greedy.text();

            greedy.send("0/custom,");
            assertThat(greedy.text()).isEqualTo("4/custom,{\"message\":\"Too many namespaces\"}");

            greedy.send("1");
            greedy.connect("/custom");
        }
    }

    // --- sending and receiving data ---

    @Test
    void both_sides_send_events_with_any_json() {
        connected();

        client.send("2[\"message\",1,\"2\",{\"3\":[true]},null]");

        assertThat(client.text()).isEqualTo("2[\"message-back\",1,\"2\",{\"3\":[true]},null]");
    }

    @Test
    void both_sides_send_events_with_binary_attachments() {
        connected();

        client.send(
                "52-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                new byte[] {1, 2, 3},
                new byte[] {4, 5, 6});

        assertThat(client.text())
                .isEqualTo("52-[\"message-back\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        assertThat(client.bytes()).containsExactly(1, 2, 3);
        assertThat(client.bytes()).containsExactly(4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2{}",
                "2",
                "2[]",
                "2abc[\"message\"]",
                "9",
                "51-[\"message\"]",
                "2[\"disconnect\"]",
                "4\"x\"",
                ""
            })
    void the_payload_is_mandatory_and_a_non_empty_array_else_the_receiver_closes_the_connection(String packet) {
        connected();

        client.send(packet);

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    @Test
    void bytes_without_an_event_close_the_connection() {
        connected();

        client.sendBytes(new byte[] {1});

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    // --- acknowledgement ---

    @Test
    void the_receiver_responds_with_an_ack_packet_with_the_same_event_id() {
        connected();

        client.send("2456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

        assertThat(client.text()).isEqualTo("3456[1,\"2\",{\"3\":[false]}]");
    }

    @Test
    void an_ack_may_be_empty() {
        connected();

        client.send("20[\"message\"]");

        assertThat(client.text()).isEqualTo("2[\"message-back\"]");
        assertThat(client.text()).isEqualTo("30[]");
    }

    @Test
    void an_ack_may_have_binary_attachments() {
        connected();

        client.send("51-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2, 3});

        assertThat(client.text()).isEqualTo("61-789[{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void an_ack_that_nobody_waits_for_means_nothing() {
        connected();

        client.send("3999[1]");
        client.send("3[1]");
        client.send("20[\"message-with-ack\",7]");

        assertThat(client.text()).isEqualTo("30[7]");
    }

    @Test
    void an_event_that_nobody_handles_is_acknowledged_with_an_error() {
        connected();

        client.send("25[\"unknown\"]");

        assertThat(client.text()).startsWith("35[{\"error\":{\"type\":\"/problems/not-found\"");
    }

    // --- disconnection from a namespace ---

    @Test
    void the_client_leaves_a_namespace_and_no_response_is_expected() {
        connected();
        client.connect("/custom");
        client.text();

        client.send("1/custom");
        client.send("2[\"message\",\"to main\"]");

        assertThat(client.text()).isEqualTo("2[\"message-back\",\"to main\"]");
        assertThat(client.session().isClosed()).isFalse();
    }

    @Test
    void the_low_level_connection_is_kept_alive_when_the_last_namespace_was_left() {
        connected();

        client.send("1");
        client.connect("/");

        assertThat(client.text()).isEqualTo("2[\"auth\",{}]");
    }

    @Test
    void an_event_for_a_namespace_that_the_client_has_left_closes_the_connection() {
        connected();

        client.send("1");
        client.send("2[\"message\"]");

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    private void connected() {
        client.connect("/");
        assertThat(client.text()).isEqualTo("2[\"auth\",{}]");
    }
}
