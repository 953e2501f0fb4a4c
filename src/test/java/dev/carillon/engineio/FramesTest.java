package dev.carillon.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FramesTest {

    /** The example of RFC 6455 §5.7. */
    @Test
    void a_text_is_one_final_frame_without_a_mask() {
        assertThat(HexFormat.of().formatHex(Frames.text("Hello"))).isEqualTo("810548656c6c6f");
    }

    @Test
    void text_is_written_in_utf_8() {
        byte[] frame = Frames.text("4é😀");

        assertThat(frame[1]).isEqualTo((byte) 7);
        assertThat(new String(frame, 2, 7, StandardCharsets.UTF_8)).isEqualTo("4é😀");
    }

    /** The examples of RFC 6455 §5.7. */
    @Test
    void the_length_takes_as_few_bytes_as_it_can() {
        assertThat(head(Frames.binary(new byte[125]), 2)).isEqualTo("827d");
        assertThat(head(Frames.binary(new byte[126]), 4)).isEqualTo("827e007e");
        assertThat(head(Frames.binary(new byte[256]), 4)).isEqualTo("827e0100");
        assertThat(head(Frames.binary(new byte[65_535]), 4)).isEqualTo("827effff");
        assertThat(head(Frames.binary(new byte[65_536]), 10)).isEqualTo("827f0000000000010000");
    }

    private static String head(byte[] frame, int length) {
        return HexFormat.of().formatHex(Arrays.copyOf(frame, length));
    }
}
