package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of RFC 6455 for what a client sends, and the code with which the server ends a connection that breaks one. */
interface FrameScenarios extends Scenario {

    int FINAL_TEXT = 0x81;
    int TEXT = 0x01;
    int FINAL_CONTINUATION = 0x80;

    /** What breaks a rule. */
    enum Violation {
        A_FRAME_WITHOUT_A_MASK(1002, new byte[] {(byte) FINAL_TEXT, 2, '4', 'a'}),
        A_RESERVED_BIT(1002, RawWebSocket.frame(0xc1, utf8("4a"))),
        A_RESERVED_OPCODE(1002, RawWebSocket.frame(0x83, utf8("4a"))),
        A_RESERVED_CONTROL_OPCODE(1002, RawWebSocket.frame(0x8b, utf8("4a"))),
        A_CONTINUATION_OF_NOTHING(1002, RawWebSocket.frame(FINAL_CONTINUATION, utf8("4a"))),
        A_MESSAGE_WITHIN_A_MESSAGE(
                1002, RawWebSocket.frame(TEXT, utf8("4a")), RawWebSocket.frame(FINAL_TEXT, utf8("4a"))),
        A_CONTROL_FRAME_IN_PARTS(1002, RawWebSocket.frame(0x09, utf8("a"))),
        A_CONTROL_FRAME_OF_126_BYTES(1002, longControlFrame()),
        A_GOODBYE_OF_ONE_BYTE(1002, RawWebSocket.frame(0x88, new byte[1])),
        A_GOODBYE_WITH_A_CODE_THAT_NOBODY_SENDS(1002, RawWebSocket.frame(0x88, new byte[] {0x03, (byte) 0xee})),
        TEXT_THAT_IS_NOT_UTF_8(1007, RawWebSocket.frame(FINAL_TEXT, new byte[] {'4', (byte) 0xc0, (byte) 0xaf})),
        A_SURROGATE_IN_UTF_8(
                1007, RawWebSocket.frame(FINAL_TEXT, new byte[] {'4', (byte) 0xed, (byte) 0xa0, (byte) 0x80})),
        TEXT_THAT_ENDS_WITHIN_A_CHARACTER(
                1007, RawWebSocket.frame(FINAL_TEXT, new byte[] {'4', (byte) 0xe2, (byte) 0x82})),
        A_MESSAGE_THAT_IS_TOO_LONG(
                1009, RawWebSocket.frame(TEXT, new byte[600_000]), RawWebSocket.frame(0x00, new byte[600_000]));

        private final int code;

        /** Each character is a byte. */
        private final String frames;

        Violation(int code, byte[]... frames) {
            this.code = code;
            this.frames = Stream.of(frames)
                    .map(frame -> new String(frame, StandardCharsets.ISO_8859_1))
                    .collect(Collectors.joining());
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /** With a length of two bytes, and a mask that changes nothing. */
        private static byte[] longControlFrame() {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes(new byte[] {(byte) 0x89, (byte) (0x80 | 126), 0, 126});
            frame.writeBytes(new byte[4 + 126]);
            return frame.toByteArray();
        }

        private byte[] bytes() {
            return frames.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_websocket_that_breaks_a_rule_is_told_which(Violation violation) throws Exception {
        try (RawWebSocket socket = RawWebSocket.opened(port())) {
            socket.flood(violation.bytes(), 1);

            // Payara takes the payload for the mask and waits for what would be masked, until a ping is not answered.
            boolean waits = violation == Violation.A_FRAME_WITHOUT_A_MASK && !RealWar.onTomcat();
            assertThat(socket.closeCode()).isEqualTo(waits ? 1001 : violation.code);
        }
    }

    @Test
    default void a_websocket_that_breaks_a_rule_before_the_upgrade_leaves_polling_alive() throws Exception {
        EngineClient engine = new EngineClient(RealWar.url());
        String sid = engine.open();
        try (RawWebSocket socket = RawWebSocket.upgrading(port(), sid)) {
            socket.flood(Violation.A_RESERVED_BIT.bytes(), 1);

            assertThat(socket.closeCode()).isEqualTo(1002);
            assertThat(engine.post(sid, "4alive").statusCode()).isEqualTo(200);
            assertThat(engine.poll(sid).body()).contains("4alive");
        }
    }

    private static int port() {
        return URI.create(RealWar.url()).getPort();
    }
}
