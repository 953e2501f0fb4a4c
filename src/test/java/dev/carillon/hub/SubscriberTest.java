package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.carillon.event.HubBusyException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is sent beside the events, and how a connection ends. */
class SubscriberTest {

    private final TestHub test = new TestHub();

    @Test
    void what_is_sent_comes_in_order_between_the_events() {
        Reader reader = test.reader("a");

        test.publish("a", "1");
        test.rounds();
        CompletableFuture<?> first = send(reader, "first\n");
        CompletableFuture<?> second = send(reader, "second\n");
        test.rounds();
        test.publish("a", "2");
        test.settle();

        assertThat(reader.writes()).containsExactly("1 a 1\n", "first\n", "second\n", "2 a 2\n");
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void a_send_is_complete_when_the_sink_has_taken_the_bytes_and_on_the_executor() {
        Reader reader = test.connect();
        CompletableFuture<?> sent = send(reader, "x\n");
        test.settle();
        assertThat(sent).isNotDone();

        reader.open(1);
        test.settle();
        assertThat(reader.text()).isEqualTo("x\n");
        assertThat(sent).isNotDone();

        reader.open(1);
        test.rounds();
        assertThat(sent).isNotDone();
        assertThat(test.io.waiting()).isEqualTo(1);
        test.settle();

        assertThat(sent).isCompleted();
    }

    @Test
    void what_was_sent_to_a_blocked_sink_waits_in_order_before_the_events() {
        Reader reader = test.reader("a");
        reader.blockWithNextWrite();
        test.publish("a", "1");
        test.rounds();
        send(reader, "first\n");
        test.publish("a", "2");
        send(reader, "second\n");
        test.rounds();

        reader.open(1);
        test.rounds();
        reader.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\nfirst\nsecond\n2 a 2\n");
    }

    /** Else a client that polls would fetch five hundred answers with as many polls. */
    @Test
    void what_waits_for_a_blocked_sink_is_one_write() {
        Reader reader = test.connect();
        List<CompletableFuture<?>> sent = List.of(send(reader, "1\n"), send(reader, "2\n"), send(reader, "3\n"));
        test.rounds();

        reader.open(1);
        test.settle();
        assertThat(reader.writes()).containsExactly("1\n2\n3\n");
        assertThat(sent).allSatisfy(one -> assertThat(one).isNotDone());
        reader.open(1);
        test.settle();

        assertThat(sent).allSatisfy(one -> assertThat(one).isCompleted());
    }

    @Test
    void more_than_a_blocked_sink_may_keep_waiting_is_refused() {
        Reader reader = test.connect();
        CompletableFuture<?> kept = send(reader, "x".repeat(256 << 10));
        CompletableFuture<?> refused = send(reader, "y");
        test.settle();
        assertThat(kept).isNotDone();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(refused::join)
                .withCauseInstanceOf(HubBusyException.class);

        reader.open(TestHub.UNLIMITED);
        test.rounds();
        CompletableFuture<?> again = send(reader, "z");
        test.settle();

        assertThat(kept).isCompleted();
        assertThat(again).isCompleted();
        assertThat(reader.text()).endsWith("xz");
    }

    @Test
    void what_was_not_taken_fails_when_the_connection_ends() {
        Reader reader = test.connect();
        reader.open(1);
        CompletableFuture<?> taking = send(reader, "x");
        test.rounds();
        CompletableFuture<?> waiting = send(reader, "y");
        test.rounds();

        reader.subscriber.gone();
        test.settle();
        CompletableFuture<?> late = send(reader, "z");

        assertStopped(taking);
        assertStopped(waiting);
        assertStopped(late);
        assertThat(reader.text()).isEqualTo("x");
    }

    @Test
    void a_send_is_answered_even_if_the_executor_takes_no_more_tasks() {
        Reader reader = test.reader("a");
        test.io.rejectAll();

        CompletableFuture<?> sent = send(reader, "x");
        test.rounds();

        assertThat(sent).isCompleted();
    }

    @Test
    void an_orderly_close_writes_what_was_sent_first() {
        Reader reader = test.connect();
        CompletableFuture<?> sent = send(reader, "x\n");
        reader.subscriber.close(CloseReason.APPLICATION);
        CompletableFuture<?> late = send(reader, "y\n");
        test.settle();
        assertThat(reader.ends()).isEmpty();

        reader.open(1);
        test.settle();
        assertThat(reader.ends()).isEmpty();
        reader.open(1);
        test.settle();

        assertThat(reader.text()).isEqualTo("x\n");
        assertThat(reader.ends()).containsExactly(CloseReason.APPLICATION);
        assertThat(sent).isCompleted();
        assertStopped(late);
    }

    /** The connection was closed before the feeds of the round were written. */
    @Test
    void an_orderly_close_writes_the_events_of_its_round_first() {
        Reader reader = test.reader("a");

        test.publish("a", "1");
        reader.subscriber.close(CloseReason.APPLICATION);
        test.publish("a", "2");
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\n");
        assertThat(reader.ends()).containsExactly(CloseReason.APPLICATION);
        assertThat(test.shard().isEmpty()).isTrue();
    }

    /** The connection was closed before the shard had come to the news that the sink was open. */
    @Test
    void an_orderly_close_writes_to_a_sink_that_opens_in_its_round_first() {
        Reader reader = test.connect();
        reader.subscribe(new StartingPoint.Now(), "a");
        test.publish("a", "1");

        reader.open(TestHub.UNLIMITED);
        reader.subscriber.close(CloseReason.APPLICATION);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\n");
        assertThat(reader.ends()).containsExactly(CloseReason.APPLICATION);
    }

    /** It went on to follow a busy channel for as long as that took. */
    @Test
    void an_orderly_close_of_a_blocked_sink_waits_for_it_once_and_not_for_new_events() {
        Reader reader = test.reader("a");
        reader.blockWithNextWrite();
        test.publish("a", "1");
        test.rounds();
        reader.subscriber.close(CloseReason.APPLICATION);
        test.publish("a", "2");
        test.rounds();
        assertThat(reader.ends()).isEmpty();

        reader.open(1);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\n");
        assertThat(reader.ends()).containsExactly(CloseReason.APPLICATION);
    }

    @Test
    void any_other_close_is_immediate() {
        Reader reader = test.connect();
        CompletableFuture<?> sent = send(reader, "x\n");

        reader.subscriber.close(CloseReason.CLIENT_SENT_DATA);
        test.settle();

        assertThat(reader.ends()).containsExactly(CloseReason.CLIENT_SENT_DATA);
        assertStopped(sent);
    }

    @Test
    void a_sink_that_fails_while_it_is_closed_hides_no_end() {
        Reader reader = test.reader("a");
        reader.breakDown();

        reader.subscriber.close(CloseReason.APPLICATION);
        test.rounds();

        assertThat(reader.ends()).containsExactly(CloseReason.APPLICATION);
    }

    @CanIgnoreReturnValue
    private static CompletableFuture<?> send(Reader reader, String text) {
        CompletionStage<?> sent = reader.subscriber.send(text.getBytes(UTF_8));
        return sent.toCompletableFuture();
    }

    private static void assertStopped(CompletableFuture<?> future) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(future::join)
                .withCauseInstanceOf(ConnectionEndedException.class);
    }
}
