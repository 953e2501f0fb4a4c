package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class ReadingThreadsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ReadingThreads threads = new ReadingThreads(1);

    /** A client that sends a byte whenever it is asked, or -1 at its end. */
    private static ServletInputStream client(IntSupplier next) {
        return new ServletInputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("one by one");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    int value = next.getAsInt();
                    target[offset] = (byte) value;
                    return value < 0 ? -1 : 1;
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("no thread waits for us");
            }
        };
    }

    private static IntSupplier bytes(String text) {
        return text.chars().iterator()::nextInt;
    }

    @Test
    void a_body_of_a_known_length_is_read_until_it_is_complete() {
        ArrivingBody body = new ArrivingBody(5, 100);

        ReadingThreads.Outcome outcome = threads.read("a", client(bytes("hello, and the next request")), body, LONG);

        assertThat(outcome).isEqualTo(ReadingThreads.Outcome.READ);
        assertThat(new String(body.bytes(), StandardCharsets.US_ASCII)).isEqualTo("hello");
    }

    @Test
    void a_body_that_is_too_long_is_read_no_further() {
        ArrivingBody body = new ArrivingBody(-1, 3);

        ReadingThreads.Outcome outcome = threads.read("a", client(() -> 'x'), body, LONG);

        assertThat(outcome).isEqualTo(ReadingThreads.Outcome.READ);
        assertThat(body.isTooLong()).isTrue();
    }

    @Test
    void who_sends_a_byte_now_and_then_is_late() {
        ArrivingBody body = new ArrivingBody(1_000_000, 1_000_000);

        ReadingThreads.Outcome outcome = threads.read("a", client(() -> 'x'), body, Duration.ZERO);

        assertThat(outcome).isEqualTo(ReadingThreads.Outcome.LATE);
        assertThat(body.bytes()).hasSize(1);
    }

    @Test
    void whoever_completes_it_with_the_last_byte_is_not_late() {
        ArrivingBody body = new ArrivingBody(1, 100);

        assertThat(threads.read("a", client(() -> 'x'), body, Duration.ZERO)).isEqualTo(ReadingThreads.Outcome.READ);
    }

    @Test
    void what_breaks_off_is_broken_and_late_if_the_time_is_over_too() {
        IntSupplier gone = () -> {
            throw new UncheckedIOException(new IOException("reset"));
        };

        assertThat(threads.read("a", client(gone), new ArrivingBody(5, 100), LONG))
                .isEqualTo(ReadingThreads.Outcome.BROKEN);
        assertThat(threads.read("a", client(gone), new ArrivingBody(5, 100), Duration.ZERO))
                .isEqualTo(ReadingThreads.Outcome.LATE);
    }

    @Test
    void what_ends_before_its_declared_length_is_broken() {
        ArrivingBody body = new ArrivingBody(5, 100);

        assertThat(threads.read("a", client(() -> -1), body, LONG)).isEqualTo(ReadingThreads.Outcome.BROKEN);
    }

    @Test
    void nobody_waits_where_all_places_are_taken_and_each_is_given_back() {
        AtomicReference<ReadingThreads.Outcome> second = new AtomicReference<>();
        IntSupplier first = () -> {
            second.set(threads.read("a", client(() -> 'x'), new ArrivingBody(1, 100), LONG));
            return 'x';
        };

        threads.read("a", client(first), new ArrivingBody(1, 100), LONG);

        assertThat(second).hasValue(ReadingThreads.Outcome.NO_PLACE);
        assertThat(threads.read("a", client(() -> 'x'), new ArrivingBody(1, 100), LONG))
                .isEqualTo(ReadingThreads.Outcome.READ);
    }

    @Test
    void a_client_that_is_silent_for_as_long_as_the_container_waits_is_late_whatever_the_time_is() {
        IntSupplier onTomcat = () -> {
            throw new UncheckedIOException(new SocketTimeoutException());
        };
        IntSupplier onPayara = () -> {
            throw new UncheckedIOException(new IOException(new IOException(new TimeoutException())));
        };

        assertThat(threads.read("a", client(onTomcat), new ArrivingBody(5, 100), LONG))
                .isEqualTo(ReadingThreads.Outcome.LATE);
        assertThat(threads.read("a", client(onPayara), new ArrivingBody(5, 100), LONG))
                .isEqualTo(ReadingThreads.Outcome.LATE);
    }

    @Test
    void one_address_leaves_a_quarter_of_the_places_to_the_others() {
        ReadingThreads four = new ReadingThreads(4);
        List<ReadingThreads.Outcome> outcomes = new ArrayList<>();

        nested(four, outcomes, "a", "a", "a", "a", "b", "b");

        // The innermost has ended first.
        assertThat(outcomes)
                .containsExactly(
                        ReadingThreads.Outcome.NO_PLACE,
                        ReadingThreads.Outcome.READ,
                        ReadingThreads.Outcome.NO_PLACE,
                        ReadingThreads.Outcome.READ,
                        ReadingThreads.Outcome.READ,
                        ReadingThreads.Outcome.READ);
    }

    /** Each comes while those before it are read; who finds no place holds nobody up. */
    private static void nested(ReadingThreads threads, List<ReadingThreads.Outcome> outcomes, String... addresses) {
        if (addresses.length == 0) {
            return;
        }
        String[] rest = Arrays.copyOfRange(addresses, 1, addresses.length);
        AtomicBoolean others = new AtomicBoolean();
        IntSupplier client = () -> {
            others.set(true);
            nested(threads, outcomes, rest);
            return 'x';
        };
        ReadingThreads.Outcome outcome = threads.read(addresses[0], client(client), new ArrivingBody(1, 100), LONG);
        if (!others.get()) {
            nested(threads, outcomes, rest);
        }
        outcomes.add(outcome);
    }

    @Test
    void without_places_nobody_reads() {
        assertThat(new ReadingThreads(0).read("a", client(() -> 'x'), new ArrivingBody(1, 100), LONG))
                .isEqualTo(ReadingThreads.Outcome.NO_PLACE);
    }
}
