package dev.carillon.socketio.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Hostile;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PacketProperties {

    private static final PacketLimits LIMITS = new PacketLimits(16, 1 << 20, 1 << 16);

    @Property
    void whatever_comes_is_a_packet_or_malformed(@ForAll("hostile") List<Object> messages) {
        PacketDecoder decoder = new PacketDecoder(LIMITS);

        for (Object message : messages) {
            try {
                Optional<Packet> packet =
                        message instanceof String text ? decoder.text(text) : decoder.binary((byte[]) message);
                packet.ifPresent(PacketProperties::isWrittenAgain);
            } catch (MalformedPacketException refused) {
                return;
            }
        }
    }

    private static void isWrittenAgain(Packet packet) {
        try {
            assertThat(read(Encoded.of(packet))).isEqualTo(packet);
        } catch (IllegalArgumentException forged) {
            assertThat(forged).hasMessageContaining("_placeholder");
        }
    }

    @Property
    void what_is_written_is_read_again(
            @ForAll("namespaces") String namespace,
            @ForAll("ids") Optional<Long> id,
            @ForAll("arrays") JsonArray args) {
        Packet event = new Packet.Event(namespace, id.orElse(null), "an event", args);
        Packet ack = new Packet.Ack(namespace, id.orElse(null), args);

        assertThat(read(Encoded.of(event))).isEqualTo(event);
        assertThat(read(Encoded.of(ack))).isEqualTo(ack);
    }

    private static Packet read(Encoded encoded) {
        PacketDecoder decoder = new PacketDecoder(new PacketLimits(1_000, 1 << 24, 1 << 20));
        try {
            Optional<Packet> packet = decoder.text(encoded.text());
            for (byte[] bytes : encoded.attachments()) {
                assertThat(packet).isEmpty();
                packet = decoder.binary(bytes);
            }
            return packet.orElseThrow();
        } catch (MalformedPacketException e) {
            throw new AssertionError("what we write is malformed: " + encoded.text(), e);
        }
    }

    @Provide
    Arbitrary<List<Object>> hostile() {
        Arbitrary<Object> text = Hostile.text(
                        "0",
                        "1",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6",
                        "51-",
                        "52-",
                        "/",
                        "/admin,",
                        "12",
                        "[\"a\"]",
                        "[\"a\",",
                        "]",
                        "{\"_placeholder\":true,\"num\":0}",
                        "{\"_placeholder\":true,\"num\":1}",
                        "{",
                        "}",
                        "\"",
                        "null",
                        "[[[[",
                        "1e999999999",
                        "123456789012345678901234567890",
                        "\"connect\"",
                        "{\"a\":",
                        "\\ud800")
                .map(value -> value);
        Arbitrary<Object> event = Hostile.text("1", "\"a\"", "null", "{\"_placeholder\":true,\"num\":0}", ",")
                .map(inside -> "51-[\"a\"," + inside + "]");
        Arbitrary<Object> bytes =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(value -> value);
        return Arbitraries.oneOf(text, event, bytes).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> namespaces() {
        return Arbitraries.of("/", "/admin", "/a/b", "/12");
    }

    @Provide
    Arbitrary<Optional<Long>> ids() {
        return Arbitraries.longs().between(0, PacketLimits.MAX_ID).optional();
    }

    @Provide
    Arbitrary<JsonArray> arrays() {
        return values(3).list().ofMaxSize(4).map(PacketProperties::array);
    }

    private Arbitrary<JsonValue> values(int depth) {
        Arbitrary<JsonValue> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(10).map(Json::createValue),
                Arbitraries.longs().map(Json::createValue),
                Arbitraries.bigDecimals().ofScale(6).map(Json::createValue),
                Arbitraries.of(JsonValue.TRUE, JsonValue.FALSE, JsonValue.NULL),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(10).map(Binary::of));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonValue> array = values(depth - 1).list().ofMaxSize(3).map(PacketProperties::array);
        Arbitrary<JsonValue> object = Combinators.combine(Arbitraries.strings().ofMaxLength(5), values(depth - 1))
                .as((name, value) -> {
                    JsonObjectBuilder built = Json.createObjectBuilder().add(name, value);
                    return built.build();
                });
        return Arbitraries.oneOf(leaf, array, object);
    }

    private static JsonArray array(List<JsonValue> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(array::add);
        return array.build();
    }
}
