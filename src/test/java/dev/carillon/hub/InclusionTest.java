package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Channels that come and go on one connection, in one order. */
class InclusionTest {

    private final TestHub test = new TestHub(TestHub.ring(4));
    private final Reader reader = test.connect();
    private int live;

    private void include(Start start, String... selectors) {
        reader.subscriber.include(SelectorSet.of(selectors), start, () -> live++);
        test.rounds();
    }

    private void exclude(String... selectors) {
        reader.subscriber.exclude(SelectorSet.of(selectors));
        test.rounds();
    }

    private static Start after(long offset) {
        return new Start.After(offset, Optional.empty());
    }

    @Test
    void what_is_included_one_after_the_other_comes_in_one_order_from_one_feed() {
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");
        include(new Start.Live(), "b");

        test.publish("a", "one");
        test.publish("b", "two");
        test.rounds();

        assertThat(reader.writes()).containsExactly("1 a one\n2 b two\n");
        assertThat(test.shard().feeds().count()).isEqualTo(1);
        assertThat(test.feed("a", "b").members).isEqualTo(1);
        assertThat(live).isEqualTo(2);
    }

    @Test
    void what_was_published_before_a_change_in_the_same_round_is_not_lost() {
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");

        test.publish("a", "before");
        test.publishVolatile("a", "before");
        test.publish("b", "not yet");
        reader.subscriber.include(SelectorSet.of("b"), new Start.Live(), () -> live++);
        test.publish("b", "after");
        reader.subscriber.exclude(SelectorSet.of("a"));
        test.publish("a", "no more");
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a before\n~ a before\n3 b after\n");
    }

    @Test
    void the_past_of_more_channels_comes_before_what_is_new_of_all() {
        test.publish("b", "old", "older than the other");
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");
        test.publish("a", "seen");
        test.rounds();
        include(after(1), "b");

        test.publish("a", "new");
        test.publishVolatile("a", "new");
        test.rounds();
        String meanwhile = reader.text();
        test.settle();

        assertThat(meanwhile).isEqualTo("3 a seen\n");
        assertThat(reader.text()).isEqualTo("3 a seen\n2 b older than the other\nat 3\n4 a new\n~ a new\n");
        assertThat(live).isEqualTo(2);
        assertThat(test.shard().feeds().count()).isEqualTo(1);
    }

    @Test
    void a_main_position_that_leaves_the_ring_while_it_is_held_loses_nothing() {
        test.publish("b", "old");
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");
        include(after(0), "b");

        test.publish("a", "1", "2", "3", "4", "5", "6");
        test.settle();

        assertThat(reader.text().lines())
                .containsExactly("1 b old", "at 1", "2 a 1", "3 a 2", "4 a 3", "5 a 4", "6 a 5", "7 a 6");
        assertThat(reader.ends()).isEmpty();
    }

    @Test
    void the_first_one_reads_the_log_as_a_subscription_does() {
        test.publish("a", "1", "2");
        reader.open(TestHub.UNLIMITED);

        include(after(1), "a", "b");
        int before = live;
        test.settle();

        assertThat(before).isZero();
        assertThat(live).isEqualTo(1);
        assertThat(reader.text()).isEqualTo("2 a 2\n");
    }

    @Test
    void who_goes_on_gets_of_each_channel_what_came_since_he_had_included_it() {
        test.publish("a", "1", "2");
        test.publish("b", "early");
        test.publish("a", "4");
        test.publish("b", "5");
        test.publish("c", "early");
        test.publish("b", "7");
        test.publish("c", "8");
        reader.open(1);

        reader.subscriber.resume(
                List.of(
                        new Step(SelectorSet.of("a"), 1),
                        new Step(SelectorSet.of("a", "b"), 3),
                        new Step(SelectorSet.of("a", "b", "c"), 6)),
                () -> live++);
        test.settle();
        test.publish("a", "new");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text().lines()).containsExactly("2 a 2", "4 a 4", "5 b 5", "7 b 7", "8 c 8", "9 a new");
        assertThat(live).isEqualTo(1);
        assertThat(test.shard().feeds().count()).isEqualTo(1);
        assertThat(test.shard().replays().running()).isZero();
    }

    @Test
    void who_goes_on_and_changes_his_channels_meanwhile_gets_what_was_before_first() {
        test.publish("a", "1");
        test.publish("b", "early");
        test.publish("a", "3");
        reader.subscriber.resume(
                List.of(new Step(SelectorSet.of("a"), 0), new Step(SelectorSet.of("a", "b"), 2)), () -> live++);
        test.rounds();

        exclude("a");
        include(new Start.Live(), "c");
        test.publish("a", "no more");
        test.publish("c", "new");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text().lines()).containsExactly("1 a 1", "3 a 3", "5 c new");
        assertThat(live).isEqualTo(2);
    }

    @Test
    void nobody_goes_on_with_too_many() {
        SelectorSet many = SelectorSet.of(IntStream.rangeClosed(0, Subscriber.MAX_INCLUDED)
                .mapToObj(i -> new Selector("c/" + i))
                .collect(Collectors.toSet()));

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> reader.subscriber.resume(List.of(new Step(many, 0)), () -> live++));
        assertThat(reader.subscriber.included().isEmpty()).isTrue();
    }

    @Test
    void a_laggard_who_includes_more_gets_first_what_waits_also_what_is_volatile() {
        reader.open(1);
        include(new Start.Live(), "a");
        test.publish("a", "1");
        test.rounds();
        test.publishVolatile("a", "2");
        test.publish("a", "3");
        test.publish("b", "not yet");
        test.rounds();

        include(new Start.Live(), "b");
        test.publish("b", "new");
        reader.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\n~ a 2\n2 a 3\n4 b new\n");
        assertThat(test.shard().feeds().count()).isEqualTo(1);
        assertThat(test.shard().replays().running()).isZero();
    }

    @Test
    void a_laggard_gets_what_was_published_before_he_excluded_it_and_nothing_after() {
        reader.open(1);
        include(new Start.Live(), "a", "b");
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "before");
        test.publishVolatile("a", "before");

        reader.subscriber.exclude(SelectorSet.of("a"));
        test.publishVolatile("a", "after");
        test.publish("b", "after");
        test.rounds();
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a 1\n2 a before\n~ a before\n3 b after\n");
        assertThat(test.shard().feeds().count()).isEqualTo(1);
    }

    @Test
    void who_excludes_everything_while_he_lags_gets_what_was_before_and_no_more() {
        reader.open(1);
        include(new Start.Live(), "a");
        test.publish("a", "1", "before");
        test.rounds();

        exclude("a");
        test.publish("a", "after");
        reader.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\n2 a before\n");
        assertThat(test.shard().feeds().isEmpty()).isTrue();
    }

    @Test
    void who_excludes_everything_is_still_told_of_what_was_lost() {
        reader.open(1);
        include(new Start.Live(), "a");
        test.publish("a", "1");
        test.rounds();
        test.publishVolatile("a", "2", "3", "4", "5", "6");
        test.publishVolatile("a", "x".repeat(1 << 20));
        test.rounds();

        exclude("a");
        reader.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\ngap slow 1..1\n");
        assertThat(test.shard().feeds().isEmpty()).isTrue();
    }

    @Test
    void what_has_left_the_ring_before_it_was_excluded_is_read_from_the_log() {
        reader.open(1);
        include(new Start.Live(), "a", "b");
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "2", "3", "4", "5", "6");
        test.rounds();

        exclude("a");
        test.publish("a", "after");
        test.publish("b", "after");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text().lines())
                .containsExactly("1 a 1", "2 a 2", "3 a 3", "4 a 4", "5 a 5", "6 a 6", "8 b after");
    }

    @Test
    void what_is_volatile_and_came_while_he_read_the_log_is_not_lost_by_excluding_it() {
        reader.open(1);
        include(new Start.Live(), "a", "b");
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "2", "3", "4", "5", "6");
        test.rounds();
        reader.open(TestHub.UNLIMITED);
        test.rounds();

        test.publishVolatile("a", "7");
        exclude("a");
        test.settle();

        assertThat(reader.text().lines())
                .containsExactly("1 a 1", "2 a 2", "3 a 3", "4 a 4", "5 a 5", "6 a 6", "~ a 7");
    }

    @Test
    void who_comes_back_and_excludes_before_he_has_read_on_gets_what_he_missed() {
        test.publish("a", "seen", "missed");
        include(after(1), "a", "b");

        exclude("a");
        test.publish("a", "after");
        test.publish("b", "after");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).isEqualTo("2 a missed\n4 b after\n");
        assertThat(live).isEqualTo(1);
    }

    @Test
    void a_laggard_who_changes_his_channels_without_end_is_told_of_a_gap() {
        reader.open(1);
        include(new Start.Live(), "a", "b");
        test.publish("a", "1");
        test.rounds();

        for (int i = 0; i <= Inclusion.MAX_BEFORE; i++) {
            test.publish("a", "before");
            exclude("a");
            test.publish("b", "kept");
            include(new Start.Live(), "a");
        }
        int feeds = test.shard().feeds().count();
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(feeds).isLessThanOrEqualTo(3);
        assertThat(reader.subscriber.positions()).hasSize(1);
        assertThat(reader.text()).contains("gap slow");
        assertThat(reader.text().lines().filter(line -> line.endsWith("kept"))).hasSize(Inclusion.MAX_BEFORE + 1);
    }

    @Test
    void who_changes_his_channels_without_end_and_does_not_read_is_told_once() {
        reader.open(1);
        include(new Start.Live(), "a", "b");
        test.publish("a", "1");
        test.rounds();
        for (int i = 0; i < Inclusion.MAX_BEFORE; i++) {
            test.publish("a", "before");
            exclude("a");
            include(new Start.Live(), "a");
        }

        for (int i = 0; i < 100; i++) {
            test.publish("a", "lost");
            exclude("a", "b");
            include(new Start.Live(), "a", "b");
        }
        reader.open(TestHub.UNLIMITED);
        test.settle();
        test.publish("b", "new");
        test.settle();

        assertThat(reader.text().lines().filter(line -> line.startsWith("gap"))).hasSize(1);
        assertThat(reader.text().lines().filter(line -> line.endsWith("before")))
                .hasSize(Inclusion.MAX_BEFORE);
        assertThat(reader.text()).endsWith("b new\n");
    }

    @Test
    void who_is_told_where_he_stands_is_not_told_of_what_still_waits_for_him() {
        reader.open(1);
        include(new Start.Live(), "a");
        test.publish("a", "1");
        test.rounds();
        test.publishVolatile("a", "2", "3", "4", "5", "6");
        test.publishVolatile("a", "x".repeat(1 << 20));
        test.rounds();
        exclude("a");
        include(new Start.Live(), "b");
        test.publish("b", "waits");
        test.rounds();

        include(new Start.Live(true), "c");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a 1\nat 1\ngap slow 1..1\n2 b waits\n");
    }

    @Test
    void a_past_that_is_excluded_ends_and_the_others_go_on() {
        test.publish("b", "old");
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");
        include(after(0), "b");

        exclude("b");
        test.publish("a", "new");
        test.publish("b", "no more");
        test.settle();

        assertThat(reader.text()).isEqualTo("at 1\n2 a new\n");
        assertThat(live).isEqualTo(2);
    }

    @Test
    void who_excludes_everything_hears_nothing_and_can_begin_again() {
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");
        exclude("a", "never-included");
        boolean empty = test.shard().feeds().isEmpty();
        test.publish("a", "unheard");
        test.rounds();

        include(new Start.Live(true), "a");
        test.publish("a", "heard");
        test.rounds();

        assertThat(empty).isTrue();
        assertThat(reader.text()).isEqualTo("at 1\n2 a heard\n");
        assertThat(reader.ends()).isEmpty();
    }

    @Test
    void what_is_included_already_goes_on_as_it_is() {
        test.publish("a", "old");
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");

        include(after(0), "a");
        test.publish("a", "new");
        test.settle();

        assertThat(reader.text()).isEqualTo("2 a new\n");
        assertThat(live).isEqualTo(2);
    }

    @Test
    void too_many_selectors_are_refused_before_anything_changes() {
        SelectorSet many = SelectorSet.of(IntStream.range(0, Subscriber.MAX_INCLUDED)
                .mapToObj(i -> new Selector("c/" + i))
                .collect(Collectors.toSet()));
        reader.open(TestHub.UNLIMITED);
        include(new Start.Live(), "a");

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> reader.subscriber.include(many, new Start.Live(), () -> {}))
                .withMessageContaining("1025");
        assertThat(reader.subscriber.included()).isEqualTo(SelectorSet.of("a"));
        assertThat(test.feed("a").members).isEqualTo(1);
    }

    @Test
    void every_waiting_past_is_answered_when_the_connection_ends() {
        test.publish("b", "old");
        include(new Start.Live(), "a");
        include(after(0), "b");

        reader.subscriber.gone();
        test.settle();

        assertThat(live).isEqualTo(2);
        assertThat(test.shard().isEmpty()).isTrue();
        assertThat(reader.ends()).isEqualTo(List.of(CloseReason.CLIENT_GONE));
    }

    @Test
    void keys_of_conflating_channels_are_told_once_and_can_be_excluded() {
        ConflatingWorld world = new ConflatingWorld(1, false);
        Reader watcher = world.test.connect();
        watcher.open(TestHub.UNLIMITED);
        world.test.publishVolatile("t/1", "one");
        world.test.publishVolatile("t/2", "two");
        world.test.rounds();

        watcher.subscriber.include(SelectorSet.of("t/1", "a"), new Start.Live(), () -> {});
        world.test.rounds();
        watcher.subscriber.include(SelectorSet.of("t/*"), new Start.Live(), () -> {});
        world.test.rounds();
        watcher.subscriber.exclude(SelectorSet.of("t/1", "t/*"));
        world.test.publishVolatile("t/1", "unheard");
        world.test.publish("a", "heard");
        world.test.rounds();

        assertThat(watcher.text()).isEqualTo("~ t/1 one\n~ t/2 two\n1 a heard\n");
        assertThat(world.test.shard().feeds().count()).isEqualTo(1);
    }

    @Test
    void a_laggard_who_excludes_gets_what_conflates_as_soon_as_he_reads_on() {
        ConflatingWorld world = new ConflatingWorld(1, false);
        Reader watcher = world.test.connect();
        watcher.open(1);
        watcher.subscriber.include(SelectorSet.of("a", "b"), new Start.Live(), () -> {});
        watcher.subscriber.include(SelectorSet.of("t/1"), new Start.Live(), () -> {});
        world.test.publish("a", "1");
        world.test.rounds();
        world.test.publish("a", "2");
        world.test.publishVolatile("t/1", "one");
        world.test.rounds();

        watcher.subscriber.exclude(SelectorSet.of("b"));
        world.test.rounds();
        watcher.open(TestHub.UNLIMITED);
        world.test.rounds();

        assertThat(watcher.text().lines()).containsExactlyInAnyOrder("1 a 1", "2 a 2", "~ t/1 one");
    }
}
