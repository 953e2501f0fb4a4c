package dev.carillon.socketio.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/socket.io-protocol/v5-current.md}, "Packet encoding", as a server writes them. */
class EncodedTest {

    private static final JsonArray NOTHING = JsonValue.EMPTY_JSON_ARRAY;

    @Test
    void the_server_lets_a_client_connect() {
        JsonObject sid = Json.createObjectBuilder().add("sid", "oSO0").build();

        assertThat(Encoded.of(new Packet.Connect("/", sid)).text()).isEqualTo("0{\"sid\":\"oSO0\"}");
        assertThat(Encoded.of(new Packet.Connect("/admin", sid)).text()).isEqualTo("0/admin,{\"sid\":\"oSO0\"}");
    }

    @Test
    void the_server_refuses_a_client() {
        JsonObject why =
                Json.createObjectBuilder().add("message", "Not authorized").build();

        assertThat(Encoded.of(new Packet.ConnectError("/", why)).text()).isEqualTo("4{\"message\":\"Not authorized\"}");
    }

    @Test
    void the_server_ends_a_namespace() {
        assertThat(Encoded.of(new Packet.Disconnect("/")).text()).isEqualTo("1");
        assertThat(Encoded.of(new Packet.Disconnect("/admin")).text()).isEqualTo("1/admin,");
    }

    @Test
    void an_event_is_written() {
        assertThat(Encoded.of(new Packet.Event("/", null, "foo", NOTHING)).text())
                .isEqualTo("2[\"foo\"]");
        assertThat(Encoded.of(new Packet.Event("/admin", null, "bar", NOTHING)).text())
                .isEqualTo("2/admin,[\"bar\"]");
        assertThat(Encoded.of(new Packet.Event("/", 12L, "foo", NOTHING)).text())
                .isEqualTo("212[\"foo\"]");
    }

    @Test
    void an_acknowledgement_is_written() {
        JsonArray bar = Json.createArrayBuilder().add("bar").build();

        assertThat(Encoded.of(new Packet.Ack("/admin", 13L, bar)).text()).isEqualTo("3/admin,13[\"bar\"]");
        assertThat(Encoded.of(new Packet.Ack("/", 13L, NOTHING)).text()).isEqualTo("313[]");
    }

    @Test
    void bytes_are_taken_out_in_their_order() {
        JsonArray args = Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("a", Binary.of(new byte[] {1, 2})))
                .add(Binary.of(new byte[] {3, 4}))
                .build();

        Encoded event = Encoded.of(new Packet.Event("/admin", null, "baz", args));
        Encoded ack = Encoded.of(new Packet.Ack("/", 15L, args));

        assertThat(event.text())
                .isEqualTo(
                        "52-/admin,[\"baz\",{\"a\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]");
        assertThat(event.attachments()).containsExactly(new byte[] {1, 2}, new byte[] {3, 4});
        assertThat(ack.text())
                .isEqualTo("62-15[{\"a\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]");
    }

    @Test
    void a_packet_is_whole_frames_of_which_the_first_is_a_message_of_text() {
        byte[] frames = new Encoded("51-[\"a\"]", List.of(new byte[] {7})).frames();

        assertThat(frames)
                .containsExactly(
                        (byte) 0x81,
                        (byte) 9,
                        '4',
                        '5',
                        '1',
                        '-',
                        '[',
                        '"',
                        'a',
                        '"',
                        ']',
                        (byte) 0x82,
                        (byte) 1,
                        (byte) 7);
    }

    @Test
    void what_looks_like_a_place_for_bytes_is_not_sent_together_with_bytes() {
        JsonObject forged = Json.createObjectBuilder()
                .add("_placeholder", true)
                .add("num", 0)
                .build();
        JsonArray args = Json.createArrayBuilder()
                .add(forged)
                .add(Binary.of(new byte[] {1}))
                .build();

        assertThatThrownBy(() -> Encoded.of(new Packet.Event("/", null, "a", args)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_half_of_a_surrogate_pair_is_escaped() {
        JsonArray args = Json.createArrayBuilder().add("\ud83d\ude00 \ud83d \n").build();

        assertThat(Encoded.of(new Packet.Event("/", null, "a", args)).text())
                .isEqualTo("2[\"a\",\"\ud83d\ude00 \\ud83d \\u000a\"]");
    }
}
