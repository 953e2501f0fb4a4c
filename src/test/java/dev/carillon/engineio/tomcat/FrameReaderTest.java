package dev.carillon.engineio.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5, rule by rule. */
class FrameReaderTest {

    private static final int MAX = 100_000;
    private static final int FIN = 0x80;

    private final List<String> told = new ArrayList<>();
    private final FrameReader reader = new FrameReader(MAX, new Told(told));

    /** The example of RFC 6455 §5.7. */
    @Test
    void a_masked_text_is_read() throws Exception {
        read(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);

        assertThat(told).containsExactly("text Hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MAX})
    void all_lengths_are_read(int length) throws Exception {
        read(frame(FIN | 2, new byte[length]));

        assertThat(told).containsExactly("binary " + length);
    }

    @Test
    void a_message_in_parts_is_one_and_control_frames_may_stand_between_them() throws Exception {
        read(frame(0x1, "he"));
        read(frame(FIN | 0x9, "ping"));
        read(frame(0x0, ""));
        read(frame(FIN | 0xa, "pong"));
        read(frame(FIN, "llo"));

        assertThat(told).containsExactly("ping ping", "text hello");
    }

    @Test
    void a_character_may_be_cut_between_two_parts() throws Exception {
        byte[] text = "€".getBytes(StandardCharsets.UTF_8);

        read(frame(0x1, new byte[] {text[0], text[1]}));
        read(frame(FIN, new byte[] {text[2]}));

        assertThat(told).containsExactly("text €");
    }

    @Test
    void a_goodbye_has_a_code_or_none() throws Exception {
        read(frame(FIN | 0x8, new byte[] {3, (byte) 0xe8, 'o', 'k'}));
        new FrameReader(MAX, new Told(told)).read(frame(FIN | 0x8, ""), 0, 6);

        assertThat(told).containsExactly("close 1000", "close 1005");
    }

    @Test
    void nothing_is_read_behind_the_goodbye() throws Exception {
        read(joined(frame(FIN | 0x8, ""), frame(FIN | 0x1, "late"), new byte[] {1, 2, 3}));

        assertThat(told).containsExactly("close 1005");
    }

    @ParameterizedTest
    @CsvSource({
        "0xc1, 0x80", // RSV1
        "0xa1, 0x80", // RSV2
        "0x91, 0x80", // RSV3
        "0x83, 0x80", // reserved opcode
        "0x8b, 0x80", // reserved control opcode
        "0x81, 0x05", // not masked
        "0x80, 0x80", // nothing to be continued
        "0x09, 0x80", // ping in parts
        "0x08, 0x80", // close in parts
        "0x89, 0xfe" // ping too long
    })
    void a_head_that_breaks_a_rule_is_a_protocol_error(String first, String second) {
        assertCode(1002, new byte[] {(byte) (int) Integer.decode(first), (byte) (int) Integer.decode(second)});
    }

    @Test
    void a_message_within_another_one_is_a_protocol_error() {
        assertCode(1002, joined(frame(0x1, "a"), frame(FIN | 0x1, "b")));
    }

    @Test
    void a_length_with_its_first_bit_set_is_a_protocol_error() {
        assertCode(1002, new byte[] {(byte) 0x82, (byte) 0xff, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    @Test
    void a_message_that_announces_too_much_is_refused_before_it_comes() {
        assertCode(1009, new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0, 1, (byte) 0x86, (byte) 0xa1, 0, 0, 0, 0});
    }

    @Test
    void parts_that_are_too_much_together_are_refused() {
        assertCode(1009, joined(frame(0x2, new byte[MAX]), frame(FIN, new byte[1])));
    }

    @Test
    void text_that_is_not_utf8_is_refused() {
        assertCode(1007, frame(FIN | 0x1, new byte[] {(byte) 0xc3, 0x28}));
        assertCode(1007, frame(FIN | 0x8, new byte[] {3, (byte) 0xe8, (byte) 0xff}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void a_goodbye_with_a_code_that_may_not_be_sent_is_a_protocol_error(int code) {
        assertCode(
                1002,
                frame(FIN | 0x8, ByteBuffer.allocate(2).putShort((short) code).array()));
    }

    @Test
    void a_goodbye_with_half_a_code_is_a_protocol_error() {
        assertCode(1002, frame(FIN | 0x8, new byte[] {3}));
    }

    @Test
    void it_is_idle_between_messages_only() throws Exception {
        boolean before = reader.isIdle();
        byte[] frame = frame(FIN | 0x1, "hello");
        reader.read(frame, 0, 1);
        boolean within = reader.isIdle();
        reader.read(frame, 1, frame.length - 1);
        boolean after = reader.isIdle();
        read(frame(0x1, "he"));

        assertThat(before).isTrue();
        assertThat(within).isFalse();
        assertThat(after).isTrue();
        assertThat(reader.isIdle()).isFalse();
    }

    @Property
    void cuts_of_the_network_change_nothing(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 300) Integer> lengths, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int length : lengths) {
            String text = "é".repeat(length);
            stream.writeBytes(inParts(text.getBytes(StandardCharsets.UTF_8), random));
            expected.add("text " + text);
        }

        List<String> whole = new ArrayList<>();
        cut(stream.toByteArray(), new FrameReader(MAX, new Told(whole)), random);

        assertThat(whole).isEqualTo(expected);
    }

    /** No exception but the declared one, and no memory for what is only announced. */
    @Property
    void any_bytes_are_frames_or_break_a_rule(@ForAll byte[] bytes, @ForAll long seed) {
        List<String> all = new ArrayList<>();
        try {
            cut(bytes, new FrameReader(MAX, new Told(all)), new Random(seed));
        } catch (ProtocolException e) {
            assertThat(e.code()).isIn(1002, 1007, 1009);
        }
        assertThat(all.size()).isLessThanOrEqualTo(bytes.length / 6 + 1);
    }

    @Property
    void broken_frames_are_frames_or_break_a_rule(
            @ForAll @IntRange(max = 200) int length, @ForAll long seed, @ForAll @IntRange(max = 220) int broken) {
        byte[] bytes = joined(frame(FIN | 0x1, "x".repeat(length)), frame(FIN | 0x8, ""));
        bytes[broken % bytes.length] ^= (byte) (1 << (seed & 7));

        any_bytes_are_frames_or_break_a_rule(bytes, seed);
    }

    private static void cut(byte[] bytes, FrameReader reader, Random random) throws ProtocolException {
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(20));
            reader.read(bytes, at, count);
            at += count;
        }
    }

    private static byte[] inParts(byte[] message, Random random) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int at = 0;
        boolean isFirst = true;
        do {
            int count = Math.min(message.length - at, random.nextInt(100));
            byte[] part = java.util.Arrays.copyOfRange(message, at, at + count);
            at += count;
            frames.writeBytes(frame((at == message.length ? FIN : 0) | (isFirst ? 1 : 0), part));
            isFirst = false;
        } while (at < message.length);
        return frames.toByteArray();
    }

    private void assertCode(int code, byte[] bytes) {
        FrameReader fresh = new FrameReader(MAX, new Told(told));

        assertThatThrownBy(() -> fresh.read(bytes, 0, bytes.length))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void read(int... bytes) throws ProtocolException {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        read(all);
    }

    private void read(byte[] bytes) throws ProtocolException {
        reader.read(bytes, 0, bytes.length);
    }

    private static byte[] frame(int first, String text) {
        return frame(first, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        byte[] mask = {0x12, (byte) 0xab, 0, 0x55};
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private record Told(List<String> told) implements FrameReader.Taker {

        @Override
        public void text(String message) {
            told.add("text " + message);
        }

        @Override
        public void binary(byte[] message) {
            told.add("binary " + message.length);
        }

        @Override
        public void ping(byte[] payload) {
            told.add("ping " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code) {
            told.add("close " + code);
        }
    }
}
