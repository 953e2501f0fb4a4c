package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.chat.model.RoomId;
import dev.carillon.event.HubBusyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final RoomId ROOM = RoomId.LOBBY;

    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();

    /** An act that begins when its turn comes, and is over when the test completes it. */
    private final class Deed implements Supplier<CompletionStage<String>> {
        private final String name;
        private final CompletableFuture<String> end = new CompletableFuture<>();

        Deed(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<String> get() {
            begun.add(name);
            return end;
        }

        void done() {
            end.complete(name);
        }
    }

    private Deed share(String name) {
        Deed deed = new Deed(name);
        var unused = turns.shared(ROOM, deed);
        return deed;
    }

    private Deed alone(String name) {
        Deed deed = new Deed(name);
        var unused = turns.alone(ROOM, deed);
        return deed;
    }

    @Test
    void shared_acts_overlap() {
        share("one");
        share("two");

        assertThat(begun).containsExactly("one", "two");
    }

    @Test
    void an_act_alone_holds_back_those_after_it_until_it_is_done() {
        Deed ban = alone("ban");
        share("message");
        alone("unban");
        share("another message");
        assertThat(begun).containsExactly("ban");

        ban.done();

        assertThat(begun).containsExactly("ban", "message", "unban");
    }

    @Test
    void an_act_alone_begins_as_soon_as_those_before_it_were_submitted() {
        share("message that is not committed yet");

        alone("ban");

        assertThat(begun).containsExactly("message that is not committed yet", "ban");
    }

    @Test
    void the_result_is_that_of_the_act() {
        CompletionStage<String> shared = turns.shared(ROOM, () -> CompletableFuture.completedStage("said"));
        CompletionStage<String> alone = turns.alone("rooms", () -> CompletableFuture.completedStage("made"));

        assertThat(shared.toCompletableFuture().join()).isEqualTo("said");
        assertThat(alone.toCompletableFuture().join()).isEqualTo("made");
    }

    @Test
    void a_failure_is_told_and_does_not_block_the_line() {
        CompletionStage<String> thrown = turns.alone(ROOM, () -> {
            throw new IllegalStateException("refused");
        });
        CompletionStage<String> failed =
                turns.shared(ROOM, () -> CompletableFuture.failedStage(new IllegalStateException("not kept")));
        CompletionStage<String> broken = turns.alone(ROOM, () -> {
            throw new StackOverflowError("too deep");
        });

        share("next");

        assertThat(begun).containsExactly("next");
        assertThatThrownBy(() -> thrown.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> failed.toCompletableFuture().join()).hasMessageContaining("not kept");
        assertThatThrownBy(() -> broken.toCompletableFuture().join()).hasMessageContaining("too deep");
    }

    /** A future that completes the next one, and that one the next, needs some stack for each. */
    @Test
    void ten_thousand_acts_that_waited_begin_one_after_the_other() {
        Deed first = alone("first");
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 5_000; i++) {
            var unused = turns.shared(ROOM, () -> CompletableFuture.completedStage(done.incrementAndGet()));
            var unusedToo = turns.alone(ROOM, () -> CompletableFuture.completedStage(done.incrementAndGet()));
        }

        first.done();

        assertThat(done).hasValue(10_000);
    }

    @Test
    void too_many_that_wait_are_refused_and_the_others_have_their_turns() {
        Deed first = alone("first");
        IntStream.range(0, 16_384).forEach(i -> share("waiting"));

        CompletionStage<String> refused = turns.shared(ROOM, new Deed("one too many"));
        first.done();

        assertThatThrownBy(() -> refused.toCompletableFuture().join()).hasCauseInstanceOf(HubBusyException.class);
        assertThat(begun).hasSize(16_385).doesNotContain("one too many");
    }

    @Test
    void who_has_the_turn_of_a_matter_may_take_that_of_a_room() {
        Deed inner = new Deed("make the room");
        CompletionStage<String> made = turns.alone("rooms", () -> turns.alone(ROOM, inner));

        inner.done();

        assertThat(made.toCompletableFuture()).isCompletedWithValue("make the room");
    }

    @Test
    void many_threads_never_overlap_with_an_act_alone() {
        AtomicInteger alone = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();

        CompletableFuture<?>[] all = IntStream.range(0, 4_000)
                .parallel()
                .mapToObj(i -> i % 2 == 0
                        ? turns.alone(ROOM, () -> {
                            overlaps.addAndGet(alone.incrementAndGet() - 1);
                            return CompletableFuture.runAsync(alone::decrementAndGet);
                        })
                        : turns.shared(ROOM, () -> {
                            overlaps.addAndGet(alone.get());
                            return CompletableFuture.completedStage(null);
                        }))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(overlaps).hasValue(0);
    }
}
