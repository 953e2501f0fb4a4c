package dev.carillon.socketio.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code docs/socket.io-protocol/v5-current.md}, "Packet encoding", as a server reads them. */
class PacketDecoderTest {

    private final PacketDecoder decoder = new PacketDecoder(new PacketLimits(3, 10, 300));

    @Test
    void a_client_connects_to_the_main_namespace() throws Exception {
        assertThat(decoder.text("0")).contains(new Packet.Connect("/", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/admin", "0/admin,", "0/admin?token=1", "0/admin?token=1,"})
    void a_client_connects_to_another_namespace_with_or_without_a_query(String text) throws Exception {
        assertThat(decoder.text(text)).contains(new Packet.Connect("/admin", null));
    }

    @Test
    void a_client_connects_with_a_payload() throws Exception {
        var packet = decoder.text("0/admin,{\"token\":\"123\"}");

        assertThat(packet)
                .contains(new Packet.Connect(
                        "/admin", Json.createObjectBuilder().add("token", "123").build()));
    }

    @Test
    void a_client_leaves_a_namespace() throws Exception {
        assertThat(decoder.text("1")).contains(new Packet.Disconnect("/"));
        assertThat(decoder.text("1/admin,")).contains(new Packet.Disconnect("/admin"));
    }

    @Test
    void an_event_has_a_name_and_any_json() throws Exception {
        var packet = decoder.text("2[\"foo\",1,\"2\",{\"3\":[true,null]}]");

        assertThat(packet).contains(new Packet.Event("/", null, "foo", array("[1,\"2\",{\"3\":[true,null]}]")));
    }

    @Test
    void an_event_may_ask_for_an_acknowledgement() throws Exception {
        assertThat(decoder.text("212[\"foo\"]")).contains(new Packet.Event("/", 12L, "foo", array("[]")));
        assertThat(decoder.text("2/admin,0[\"foo\"]")).contains(new Packet.Event("/admin", 0L, "foo", array("[]")));
    }

    @Test
    void an_acknowledgement_may_be_empty() throws Exception {
        assertThat(decoder.text("3/admin,13[]")).contains(new Packet.Ack("/admin", 13L, array("[]")));
    }

    @Test
    void an_event_with_attachments_is_there_once_the_last_of_them_is() throws Exception {
        assertThat(
                        decoder.text(
                                "52-/admin,7[\"baz\",{\"a\":{\"_placeholder\":true,\"num\":1}},{\"_placeholder\":true,\"num\":0}]"))
                .isEmpty();
        assertThat(decoder.binary(new byte[] {1, 2})).isEmpty();
        var packet = decoder.binary(new byte[] {3});

        Packet.Event event = (Packet.Event) packet.orElseThrow();
        assertThat(event.id()).isEqualTo(7);
        assertThat(event.args().getJsonObject(0).get("a")).isEqualTo(Binary.of(new byte[] {3}));
        assertThat(event.args().get(1)).isEqualTo(Binary.of(new byte[] {1, 2}));
        assertThat(decoder.text("2[\"next\"]")).isPresent();
    }

    @Test
    void an_acknowledgement_may_have_attachments() throws Exception {
        assertThat(decoder.text("61-15[\"bar\",{\"_placeholder\":true,\"num\":0}]"))
                .isEmpty();

        assertThat(decoder.binary(new byte[] {9}))
                .hasValueSatisfying(packet ->
                        assertThat(((Packet.Ack) packet).args().get(1)).isEqualTo(Binary.of(new byte[] {9})));
    }

    @Test
    void what_looks_like_a_place_for_bytes_is_an_object_like_any_other_in_a_packet_without_bytes() throws Exception {
        var packet = decoder.text("2[\"a\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(packet).contains(new Packet.Event("/", null, "a", array("[{\"_placeholder\":true,\"num\":0}]")));
    }

    @Test
    void of_two_fields_with_one_name_the_last_one_counts_and_no_name_is_special() throws Exception {
        var packet = decoder.text("2[\"__proto__\",{\"a\":1,\"a\":2,\"__proto__\":{\"constructor\":3}}]");

        assertThat(packet)
                .contains(new Packet.Event(
                        "/", null, "__proto__", array("[{\"a\":2,\"__proto__\":{\"constructor\":3}}]")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                          | no type
                    abc                         | no type
                    7[]                         | no type
                    9                           | no type
                    0"token"                    | no object
                    0[]                         | no object
                    0null                       | no object
                    01{}x                       | no JSON
                    1{}                         | DISCONNECT with
                    1[]                         | DISCONNECT with
                    1/admin,null                | DISCONNECT with
                    2                           | no array
                    212                         | no array
                    2{}                         | no array
                    2"foo"                      | no array
                    2[]                         | without a name
                    2[null]                     | string or a number
                    2[{}]                       | string or a number
                    2[["a"]]                    | string or a number
                    2[true]                     | string or a number
                    2["connect"]                | reserved
                    2["connect_error"]          | reserved
                    2["disconnect"]             | reserved
                    2["disconnecting"]          | reserved
                    2["newListener"]            | reserved
                    2["removeListener"]         | reserved
                    2abc["foo"]                 | no JSON
                    2-1["foo"]                  | no JSON
                    21.5["foo"]                 | no JSON
                    29007199254740992["foo"]    | an id above
                    299999999999999999999["a"]  | an id above
                    2["foo"                     | no JSON
                    2["foo"]]                   | no JSON
                    2["foo"][]                  | no JSON
                    2['foo']                    | no JSON
                    2["foo",NaN]                | no JSON
                    2["foo",1e]                 | no JSON
                    3                           | no array
                    3{}                         | no array
                    312{}                       | no array
                    4                           | CONNECT_ERROR
                    4[]                         | CONNECT_ERROR
                    5["foo"]                    | number of attachments
                    5-["foo"]                   | number of attachments
                    50-["foo"]                  | number of attachments
                    501-["foo"]                 | number of attachments
                    51["foo"]                   | number of attachments
                    5a-["foo"]                  | number of attachments
                    51.5-["foo"]                | number of attachments
                    54-["foo"]                  | more than 3
                    599999999999-["foo"]        | more than 3
                    51-                         | without a document
                    51-{}                       | no array
                    51-["foo"]                  | no place
                    51-["foo",{"_placeholder":true}]            | does not come
                    51-["foo",{"_placeholder":true,"num":1}]    | does not come
                    51-["foo",{"_placeholder":true,"num":-1}]   | does not come
                    51-["foo",{"_placeholder":true,"num":"0"}]  | does not come
                    51-["foo",{"_placeholder":true,"num":0.5}]  | does not come
                    51-[{"_placeholder":true,"num":0}]          | string or a number
                    61-                         | without a document
                    61-15["foo"]                | no place
                    """)
    void a_malformed_packet_is_refused(String text, String finding) {
        assertThatThrownBy(() -> decoder.text(text))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining(finding);
    }

    @Test
    void an_attachment_with_two_places_is_refused() {
        String text = "51-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]";

        assertThatThrownBy(() -> decoder.text(text)).hasMessageContaining("two places");
    }

    @Test
    void bytes_that_belong_to_nothing_are_refused() {
        assertThatThrownBy(() -> decoder.binary(new byte[1])).hasMessageContaining("belong to nothing");
    }

    @Test
    void text_between_attachments_is_refused() throws Exception {
        decoder.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");

        assertThatThrownBy(() -> decoder.text("2[\"a\"]")).hasMessageContaining("attachment is missing");
    }

    @Test
    void attachments_that_are_too_large_together_are_refused() throws Exception {
        decoder.text("52-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        decoder.binary(new byte[6]);

        assertThatThrownBy(() -> decoder.binary(new byte[6])).hasMessageContaining("more than 10 bytes");
    }

    @Test
    void a_document_that_is_nested_too_deeply_is_refused() throws Exception {
        String deep = "[".repeat(199) + "]".repeat(199);

        assertThat(decoder.text("2[\"a\"," + deep + "]")).isPresent();
        assertThatThrownBy(() -> decoder.text("2[\"a\"," + "[".repeat(100_000))).hasMessageContaining("levels deep");
    }

    @Test
    void a_document_of_too_many_values_is_refused() throws Exception {
        String most = "[\"a\",{\"b\":0}" + ",0".repeat(296) + "]";

        assertThat(decoder.text("2" + most)).isPresent();
        assertThatThrownBy(() -> decoder.text("2" + most.replace("0", "[0]")))
                .hasMessageContaining("more than 300 values");
        assertThatThrownBy(() -> decoder.text("51-" + most.replace(",0", ",0,0")))
                .hasMessageContaining("more than 300 values");
    }

    @Test
    void a_packet_weighs_what_it_has_characters_bytes_or_values() throws Exception {
        decoder.text("2[\"a\",\"" + "b".repeat(100) + "\"]");
        assertThat(decoder.weight()).isEqualTo(109);

        decoder.text("2[\"a\",[0,0],{\"b\":0}]");
        assertThat(decoder.weight()).isEqualTo(7 * PacketLimits.VALUE_WEIGHT);

        decoder.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        decoder.binary(new byte[9]);
        assertThat(decoder.weight()).isEqualTo(5 * PacketLimits.VALUE_WEIGHT + 9);
    }

    @Test
    void a_namespace_that_is_too_long_is_refused() {
        assertThatThrownBy(() -> decoder.text("0/" + "a".repeat(256))).hasMessageContaining("more than 256");
    }

    private static JsonArray array(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            JsonValue value = reader.readValue();
            return value.asJsonArray();
        }
    }
}
