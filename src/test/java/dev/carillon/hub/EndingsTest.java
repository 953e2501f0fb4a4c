package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is sent away is told why, and does not stay by not listening. */
class EndingsTest {

    private final TestHub test = new TestHub();

    @ParameterizedTest
    @EnumSource(names = {"TOKEN_EXPIRED", "TOKEN_REVOKED", "SIGNED_OUT", "CLOSED_BY_ADMIN"})
    void a_reader_is_told_why_after_what_was_sent_before(CloseReason reason) {
        Reader reader = test.reader("a");

        test.publish("a", "1");
        reader.subscriber.send("sent\n".getBytes(UTF_8));
        reader.subscriber.close(reason);
        test.publish("a", "2");
        test.settle();

        assertThat(reader.text()).isEqualTo("sent\n1 a 1\nclosed " + reason.slug() + "\n");
        assertThat(reader.ends()).containsExactly(reason);
        assertThat(test.hub.stats().closed(reason)).isEqualTo(1);
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"DRAINED", "STOPPED"})
    void a_reader_that_is_to_come_back_is_told_when(CloseReason reason) {
        Reader reader = test.reader("a");

        reader.subscriber.close(reason);
        test.settle();

        assertThat(reader.text()).matches("closed " + reason.slug() + " retry (2|3)[0-9]{3}\n");
        assertThat(reader.ends()).containsExactly(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLICATION", "SLOW", "CLIENT_GONE", "CLIENT_SENT_DATA", "LOG_FAILED", "ANSWERED"})
    void for_any_other_reason_there_are_no_last_words(CloseReason reason) {
        Reader reader = test.reader("a");

        reader.subscriber.close(reason);
        test.settle();

        assertThat(reader.text()).isEmpty();
        assertThat(reader.ends()).containsExactly(reason);
    }

    /** Else a stream whose token was revoked could be kept for the stall time, two minutes, by not reading. */
    @Test
    void a_blocked_reader_is_cut_off_after_a_second() {
        Reader reader = blockedReader();

        reader.subscriber.close(CloseReason.TOKEN_REVOKED);
        test.rounds();
        test.pass(Duration.ofMillis(999));
        assertThat(reader.ends()).isEmpty();
        test.pass(Duration.ofMillis(1));

        assertThat(reader.ends()).containsExactly(CloseReason.TOKEN_REVOKED);
        assertThat(reader.text()).isEqualTo("1 a 1\n");
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void a_reader_whose_sink_has_never_opened_is_cut_off_too() {
        Reader reader = test.connect();
        reader.subscribe(new StartingPoint.Now(), "a");

        reader.subscriber.close(CloseReason.TOKEN_REVOKED);
        test.rounds();
        test.pass(Duration.ofSeconds(1));

        assertThat(reader.ends()).containsExactly(CloseReason.TOKEN_REVOKED);
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void a_blocked_reader_that_reads_within_the_second_gets_its_last_words_and_nothing_after_them() {
        Reader reader = blockedReader();
        reader.subscriber.close(CloseReason.SIGNED_OUT);
        test.publish("a", "2");
        test.pass(Duration.ofMillis(500));

        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a 1\nclosed signed-out\n");
        assertThat(reader.ends()).containsExactly(CloseReason.SIGNED_OUT);
        test.pass(Duration.ofSeconds(2));
        assertThat(test.shard().isEmpty()).isTrue();
    }

    /** A sink takes the whole chunk and then says that it is blocked: what it took is on its way. */
    @Test
    void a_reader_that_is_blocked_by_its_last_words_has_a_second_to_take_them() {
        Reader reader = test.reader("a");
        reader.blockWithNextWrite();

        reader.subscriber.close(CloseReason.CLOSED_BY_ADMIN);
        test.rounds();
        assertThat(reader.ends()).isEmpty();
        reader.open(1);
        test.rounds();

        assertThat(reader.ends()).containsExactly(CloseReason.CLOSED_BY_ADMIN);
    }

    @Test
    void the_first_reason_stands_and_the_second_one_sets_the_deadline() {
        Reader reader = blockedReader();
        reader.subscriber.close(CloseReason.APPLICATION);
        test.pass(Duration.ofSeconds(5));
        assertThat(reader.ends()).isEmpty();

        reader.subscriber.close(CloseReason.TOKEN_REVOKED);
        test.rounds();
        test.pass(Duration.ofMillis(500));
        reader.subscriber.close(CloseReason.TOKEN_REVOKED);
        test.pass(Duration.ofMillis(500));

        assertThat(reader.ends()).containsExactly(CloseReason.APPLICATION);
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void a_reader_in_the_middle_of_a_replay_gets_its_last_words_at_once() {
        test.publish("a", "1", "2", "3");
        test.settle();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();

        reader.subscriber.close(CloseReason.TOKEN_EXPIRED);
        test.settle();

        assertThat(reader.text()).isEqualTo("closed token-expired\n");
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void whoever_is_about_to_end_listens_to_nothing_more() {
        Reader reader = blockedReader();

        reader.subscriber.close(CloseReason.TOKEN_EXPIRED);
        reader.subscribe(new StartingPoint.Earliest(), "b");
        test.rounds();

        assertThat(test.shard().feeds().all()).hasSize(1);
    }

    @Test
    void a_send_to_a_connection_that_has_ended_says_why() {
        Reader reader = test.reader("a");
        reader.subscriber.gone();
        test.rounds();

        CompletableFuture<?> late = reader.subscriber.send(new byte[1]).toCompletableFuture();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(late::join)
                .withCauseInstanceOf(ConnectionEndedException.class)
                .withMessageContaining("client-gone");
    }

    @Test
    void a_stop_tells_those_who_read_at_once_and_waits_a_second_for_the_others() {
        Reader reading = test.reader("a");
        Reader blocked = blockedReader();

        test.shard().offer(() -> test.shard().stop(Duration.ofSeconds(4)));
        test.rounds();
        assertThat(reading.text()).matches("1 a 1\nclosed stopped retry [2-6][0-9]{3}\n");
        assertThat(reading.ends()).containsExactly(CloseReason.STOPPED);
        assertThat(blocked.ends()).isEmpty();
        assertThat(test.shard().isStopped()).isFalse();
        Reader late = test.connect();
        test.pass(Duration.ofSeconds(1));
        test.pass(Duration.ofSeconds(1));

        assertThat(blocked.ends()).containsExactly(CloseReason.STOPPED);
        assertThat(late.ends()).containsExactly(CloseReason.STOPPED);
        assertThat(test.shard().isStopped()).isTrue();
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void all_who_are_stopped_come_back_at_different_times() {
        List<Reader> readers =
                IntStream.range(0, 200).mapToObj(i -> test.reader("a")).toList();

        test.shard().offer(() -> test.shard().stop(Duration.ofSeconds(10)));
        test.rounds();

        List<Integer> retries = readers.stream().map(EndingsTest::retry).toList();
        assertThat(retries).allMatch(retry -> retry >= 2_000 && retry <= 12_000);
        assertThat(retries.stream().filter(retry -> retry < 4_500).count()).isBetween(25L, 75L);
        assertThat(retries.stream().filter(retry -> retry > 9_500).count()).isBetween(25L, 75L);
    }

    static int retry(Reader reader) {
        String text = reader.text();
        return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1).trim());
    }

    private Reader blockedReader() {
        Reader reader = test.reader("a");
        reader.blockWithNextWrite();
        test.publish("a", "1");
        test.rounds();
        assertThat(reader.isBlocked()).isTrue();
        return reader;
    }
}
