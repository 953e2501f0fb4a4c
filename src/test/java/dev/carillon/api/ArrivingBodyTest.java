package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import dev.carillon.hub.HubSettings;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bodies that come in pieces, and how long they may be. */
class ArrivingBodyTest {

    @Test
    void what_a_request_claims_to_send_takes_no_memory_until_it_has_come() throws Exception {
        ArrivingBody body = new ArrivingBody(100_000_000, 100_000_000);
        Pieces in = new Pieces(10);

        assertThat(body.read(in)).isTrue();

        assertThat(body.capacity()).isLessThanOrEqualTo(8 << 10);
        assertThat(body.isComplete()).isFalse();
    }

    @Test
    void pieces_become_a_whole() throws Exception {
        ArrivingBody body = new ArrivingBody(20_000, 20_000);
        Pieces in = new Pieces(3_000);

        while (!body.isComplete()) {
            assertThat(body.read(in)).isTrue();
        }

        assertThat(body.bytes()).hasSize(20_000).isEqualTo(in.sent(20_000));
        assertThat(body.isTooLong()).isFalse();
    }

    @Test
    void a_body_of_unknown_length_is_too_long_with_the_first_byte_that_is_too_much() throws Exception {
        ArrivingBody body = new ArrivingBody(-1, 10_000);
        Pieces in = new Pieces(5_000);

        body.read(in);
        body.read(in);
        while (body.capacity() < 10_000) {
            body.read(in);
        }
        body.read(in);

        assertThat(body.isTooLong()).isTrue();
        assertThat(body.isComplete()).isFalse();
        assertThat(body.capacity()).isLessThanOrEqualTo(10_001);
    }

    @Test
    void a_body_that_ends_is_as_long_as_what_has_come() throws Exception {
        ArrivingBody body = new ArrivingBody(-1, 10_000);

        assertThat(body.read(new Pieces(7))).isTrue();
        assertThat(body.read(new Pieces(0))).isFalse();

        assertThat(body.bytes()).hasSize(7);
    }

    @Test
    void each_path_has_its_size() {
        HubSettings.PublishLimits publish = new HubSettings.PublishLimits(100, 10, 1_000, 1, Duration.ofSeconds(1));
        BodyLimits limits = new BodyLimits(publish, 64, 1_000, Duration.ofSeconds(1));

        assertThat(limits.of("/api/events/a"))
                .isEqualTo(new BodyLimits.Size(100, Problem.EVENT_TOO_LARGE, "carillon.event.max-bytes"));
        assertThat(limits.of("/api/events"))
                .isEqualTo(
                        new BodyLimits.Size(2 * 1_000 + 512 * 10, Problem.BATCH_TOO_LARGE, "carillon.batch.max-bytes"));
        BodyLimits.Size usual = new BodyLimits.Size(64, Problem.BODY_TOO_LARGE, "carillon.request.body-bytes");
        assertThat(limits.of("/api/session")).isEqualTo(usual);
        assertThat(limits.of("/api/eventsource")).isEqualTo(usual);
        assertThat(limits.of("/socket.io/"))
                .isEqualTo(new BodyLimits.Size(1_000, Problem.BODY_TOO_LARGE, "carillon.socketio.max-payload"));
    }

    /** Gives at most so many bytes with each read; 0 is the end. */
    private static final class Pieces extends ServletInputStream {

        private final int most;
        private int next;

        Pieces(int most) {
            this.most = most;
        }

        byte[] sent(int count) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) i;
            }
            return bytes;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = Math.min(length, most);
            if (count == 0) {
                return -1;
            }
            byte[] all = sent(next + count);
            System.arraycopy(Arrays.copyOfRange(all, next, next + count), 0, bytes, offset, count);
            next += count;
            return count;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("nobody reads single bytes");
        }

        @Override
        public boolean isFinished() {
            return most == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
