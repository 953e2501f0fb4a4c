package dev.carillon.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    @Test
    void packets_are_separated_by_a_record_separator() throws Exception {
        String payload = "4hello\u001e2\u001e4world";

        List<String> packets = read(payload);

        assertThat(packets).containsExactly("MESSAGE:hello", "PING:", "MESSAGE:world");
    }

    @Test
    void bytes_are_base64_behind_a_b() throws Exception {
        String payload = "4hello\u001ebAQIDBA==";

        List<String> packets = read(payload);

        assertThat(packets).containsExactly("MESSAGE:hello", "AQIDBA==");
    }

    @Test
    void text_is_utf8() throws Exception {
        assertThat(read("4€ 漢字 😀")).containsExactly("MESSAGE:€ 漢字 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "bA", "b?", "B", "-1", "é"})
    void what_is_no_packet_is_malformed(String payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void what_is_not_utf8_is_malformed() {
        assertThatThrownBy(() -> Payload.read(new byte[] {'4', (byte) 0xc3}, packet -> true))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void packets_before_a_malformed_one_are_taken() {
        List<Packet> taken = new ArrayList<>();

        assertThatThrownBy(
                        () -> Payload.read("4a\u001ex".getBytes(StandardCharsets.UTF_8), packet -> taken.add(packet)))
                .isInstanceOf(MalformedPacketException.class);

        assertThat(taken).containsExactly(new Packet.Text(PacketType.MESSAGE, "a"));
    }

    @Test
    void nothing_is_read_behind_a_packet_that_ends_the_session() throws Exception {
        List<Packet> taken = new ArrayList<>();

        Payload.read("1\u001ex".getBytes(StandardCharsets.UTF_8), packet -> !taken.add(packet));

        assertThat(taken).containsExactly(new Packet.Text(PacketType.CLOSE, ""));
    }

    @Test
    void frames_become_packets() {
        byte[] frames = joined(Frames.text("4hello"), Frames.binary(new byte[] {1, 2, 3, 4}), Frames.text("2"));

        byte[] payload = Payload.of(List.of(FrameBytes.of(frames)));

        assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("4hello\u001ebAQIDBA==\u001e2");
    }

    @Property
    void whatever_is_written_is_read_again(@ForAll @Size(max = 20) List<byte[]> messages) throws Exception {
        List<FrameBytes> frames = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (byte[] message : messages) {
            frames.add(FrameBytes.of(Frames.binary(message)));
            frames.add(FrameBytes.of(Frames.text("4" + message.length)));
            expected.add(Base64.getEncoder().encodeToString(message));
            expected.add("MESSAGE:" + message.length);
        }

        byte[] payload = Payload.of(frames);

        if (!messages.isEmpty()) {
            assertThat(read(new String(payload, StandardCharsets.UTF_8))).isEqualTo(expected);
        }
    }

    @Property
    void any_bytes_are_packets_or_malformed(@ForAll byte[] body) {
        check(body);
    }

    @Property
    void any_packets_are_read_or_malformed(
            @ForAll
                    @net.jqwik.api.constraints.StringLength(max = 40)
                    @net.jqwik.api.constraints.Chars({'0', '4', '7', 'b', 'A', '=', '\u001e', 'é', '\ud800'})
                    String body) {
        check(body.getBytes(StandardCharsets.UTF_8));
    }

    /** No exception but the declared one, and no more packets than bytes. */
    private static void check(byte[] body) {
        int[] count = {0};
        try {
            Payload.read(body, packet -> {
                count[0]++;
                return true;
            });
            assertThat(count[0]).isPositive();
        } catch (MalformedPacketException e) {
            assertThat(e).hasMessageNotContaining("\u001e");
        }
        assertThat(count[0]).isLessThanOrEqualTo(body.length);
    }

    private static List<String> read(String payload) throws MalformedPacketException {
        List<String> packets = new ArrayList<>();
        Payload.read(payload.getBytes(StandardCharsets.UTF_8), packet -> packets.add(text(packet)));
        return packets;
    }

    private static String text(Packet packet) {
        return packet instanceof Packet.Text text
                ? text.type() + ":" + text.data()
                : Base64.getEncoder().encodeToString(((Packet.Binary) packet).data());
    }

    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
