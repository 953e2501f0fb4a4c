package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.IdempotencyKeyReusedException;
import dev.carillon.event.InvalidEventException;
import dev.carillon.event.Selector;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every log promises of what is sent several times. */
public abstract class IdempotencyContract extends LogContract {

    private static final IdempotencyKey KEY = new IdempotencyKey("ann", "key");

    private static CompletionStage<Appended> send(EventLog log, IdempotencyKey key, Event... events) {
        return log.append(new Append(List.of(events), key));
    }

    private static Appended appended(CompletionStage<Appended> sent) {
        return sent.toCompletableFuture().join();
    }

    private static void assertReused(CompletionStage<Appended> sent) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> appended(sent))
                .withCauseInstanceOf(IdempotencyKeyReusedException.class);
    }

    // --- sent again ---

    @Test
    void the_same_with_the_same_key_is_appended_once_and_has_the_same_id() {
        EventLog log = open(PLENTY);
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);

        Appended first = appended(send(log, KEY, event("a", "1")));
        append(log, event("b", "other"));
        Appended again = appended(send(log, KEY, event("a", "1")));

        assertThat(first).isEqualTo(new Appended(List.of(log.head().at(1)), false));
        assertThat(again).isEqualTo(new Appended(first.ids(), true));
        assertThat(log.head().offset()).isEqualTo(2);
        assertThat(texts(told)).containsExactly("1", "other");
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("1", "other");
    }

    @Test
    void a_batch_with_a_key_is_appended_once_and_has_the_same_ids() {
        EventLog log = open(PLENTY);
        append(log, event("a", "0"));
        Event[] batch = {event("a", "1"), event("b", "2"), event("a", "3")};

        Appended first = appended(send(log, KEY, batch));
        Appended again = appended(send(log, KEY, batch));

        assertThat(first.ids()).extracting(EventId::offset).containsExactly(2L, 3L, 4L);
        assertThat(again).isEqualTo(new Appended(first.ids(), true));
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("0", "1", "2", "3");
    }

    @Test
    void without_a_key_the_same_is_appended_again() {
        EventLog log = open(PLENTY);

        Appended first = appended(log.append(Append.of(event("a", "1"))));
        Appended again = appended(log.append(Append.of(event("a", "1"))));

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Appended(List.of(log.head().at(2)), false));
    }

    /** The hub gives each event the time at which it came. */
    @Test
    void events_that_differ_in_their_time_only_are_the_same() {
        EventLog log = open(PLENTY);

        Appended first = appended(send(log, KEY, event("a", "1")));
        clock.pass(Duration.ofMinutes(1));
        Appended again = appended(send(log, KEY, event("a", "1")));

        assertThat(again).isEqualTo(new Appended(first.ids(), true));
        assertThat(log.head().offset()).isEqualTo(1);
    }

    @Test
    void the_key_of_another_caller_is_another_key() {
        EventLog log = open(PLENTY);

        Appended ann = appended(send(log, new IdempotencyKey("ann", "key"), event("a", "1")));
        Appended bob = appended(send(log, new IdempotencyKey("bob", "key"), event("a", "1")));
        Appended split = appended(send(log, new IdempotencyKey("an", "nkey"), event("a", "1")));

        assertThat(List.of(ann, bob, split)).noneMatch(Appended::repeated);
        assertThat(log.head().offset()).isEqualTo(3);
    }

    @Test
    void keys_that_differ_in_case_are_two_keys() {
        EventLog log = open(PLENTY);

        appended(send(log, new IdempotencyKey("ann", "key"), event("a", "1")));
        Appended upper = appended(send(log, new IdempotencyKey("ann", "KEY"), event("a", "1")));

        assertThat(upper.repeated()).isFalse();
    }

    // --- sent with something else ---

    @Test
    void a_key_that_comes_with_other_events_is_refused_and_nothing_is_appended() {
        EventLog log = open(PLENTY);
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);
        Appended first = appended(send(log, KEY, event("a", "1")));

        assertReused(send(log, KEY, event("a", "2")));
        assertReused(send(log, KEY, event("b", "1")));
        assertReused(send(log, KEY, event("a", "1"), event("a", "1")));

        assertThat(log.head().offset()).isEqualTo(1);
        assertThat(texts(told)).containsExactly("1");
        assertThat(appended(send(log, KEY, event("a", "1")))).isEqualTo(new Appended(first.ids(), true));
    }

    @Test
    void a_key_whose_events_were_refused_is_still_unused() {
        RetentionRule compacted = new RetentionRule(new Selector("rooms"), PLENTY, true);
        EventLog log = open(compacted, rule("**", PLENTY));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> appended(send(log, KEY, event("rooms", "keyless"))))
                .withCauseInstanceOf(InvalidEventException.class);

        Appended mended = appended(send(log, KEY, event("rooms", "keyed").withKey("k")));
        assertThat(mended).isEqualTo(new Appended(List.of(log.head().at(1)), false));
    }

    // --- sent at once ---

    @Test
    void of_two_that_send_the_same_at_once_one_appends_and_both_have_the_same_ids() throws InterruptedException {
        EventLog log = open(PLENTY);
        int keys = 100;
        Map<String, Queue<Appended>> results = new ConcurrentHashMap<>();

        inParallel(2, thread -> {
            for (int i = 0; i < keys; i++) {
                IdempotencyKey key = new IdempotencyKey("ann", "key" + i);
                Appended result = appended(send(log, key, event("a", key.value()), event("b", key.value())));
                results.computeIfAbsent(key.value(), k -> new ConcurrentLinkedQueue<>())
                        .add(result);
            }
        });

        assertThat(results).hasSize(keys);
        assertThat(results.values()).allSatisfy(two -> {
            assertThat(two).extracting(Appended::repeated).containsExactlyInAnyOrder(false, true);
            assertThat(two)
                    .extracting(Appended::ids)
                    .hasSize(2)
                    .containsOnly(two.element().ids());
        });
        assertThat(log.head().offset()).isEqualTo(2L * keys);
        assertThat(results.values().stream()
                        .map(Queue::element)
                        .map(Appended::ids)
                        .flatMap(Collection::stream))
                .doesNotHaveDuplicates();
    }

    /** A log may take all of them into one commit. */
    @Test
    void what_is_sent_again_before_the_first_is_committed_is_found_too() {
        EventLog log = open(PLENTY);

        CompletionStage<Appended> first = send(log, KEY, event("a", "1"));
        CompletionStage<Appended> same = send(log, KEY, event("a", "1"));
        CompletionStage<Appended> other = send(log, KEY, event("a", "2"));
        CompletableFuture<Appended> next =
                log.append(Append.of(event("a", "3"))).toCompletableFuture();

        assertThat(appended(same)).isEqualTo(new Appended(appended(first).ids(), true));
        assertReused(other);
        assertThat(next.join().ids()).containsExactly(log.head().at(2));
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("1", "3");
    }

    // --- how long ---

    @Test
    void a_key_is_remembered_for_its_time() {
        EventLog log = open(PLENTY);
        Appended first = appended(send(log, KEY, event("a", "1")));

        clock.pass(KEY_TIME.minusSeconds(1));
        settle(log);

        assertThat(appended(send(log, KEY, event("a", "1")))).isEqualTo(new Appended(first.ids(), true));
    }

    @Test
    void after_its_time_a_key_is_new() {
        EventLog log = open(PLENTY);
        appended(send(log, KEY, event("a", "1")));

        clock.pass(KEY_TIME.plusSeconds(1));
        settle(log);
        Appended other = appended(send(log, KEY, event("a", "other")));
        clock.pass(KEY_TIME.minusSeconds(1));
        settle(log);
        Appended otherAgain = appended(send(log, KEY, event("a", "other")));

        assertThat(other).isEqualTo(new Appended(List.of(log.head().at(2)), false));
        assertThat(otherAgain).isEqualTo(new Appended(other.ids(), true));
    }

    @Test
    void sending_again_does_not_lengthen_the_time() {
        EventLog log = open(PLENTY);
        appended(send(log, KEY, event("a", "1")));
        clock.pass(KEY_TIME.minusSeconds(1));
        appended(send(log, KEY, event("a", "1")));

        clock.pass(Duration.ofSeconds(2));
        settle(log);

        assertThat(appended(send(log, KEY, event("a", "1"))).repeated()).isFalse();
    }

    @Test
    void the_ids_are_remembered_although_their_entries_are_gone() {
        EventLog log = open(entries(1));
        Appended first = appended(send(log, KEY, event("a", "1"), event("a", "2")));
        append(log, event("a", "3"), event("a", "4"));
        settle(log);

        Appended again = appended(send(log, KEY, event("a", "1"), event("a", "2")));

        assertThat(log.oldest().offset()).isEqualTo(4);
        assertThat(again).isEqualTo(new Appended(first.ids(), true));
    }

    @Test
    void after_the_end_a_known_key_too_is_refused() {
        EventLog log = open(PLENTY);
        appended(send(log, KEY, event("a", "1")));

        log.close();

        assertThat(send(log, KEY, event("a", "1")).toCompletableFuture()).isCompletedExceptionally();
    }
}
