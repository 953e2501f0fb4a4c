package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.Event;
import dev.carillon.event.InvalidEventException;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In {@code t/**} only the newest event of each key counts. */
class ConflatingTest {

    private static final HubSettings PLAIN = TestHub.SETTINGS;

    private final TestHub test = new TestHub(settings(100, 10));

    private static HubSettings settings(int maxKeys, double maxRate) {
        return new HubSettings(
                1,
                PLAIN.ring(),
                PLAIN.replay(),
                new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 2_000, Duration.ofSeconds(5)),
                PLAIN.timing(),
                PLAIN.drain(),
                new HubSettings.Conflation(SelectorSet.of("t/**"), maxKeys, maxRate));
    }

    @Test
    void who_comes_is_told_what_every_key_says() {
        test.publishVolatile("t/a", "1", "2");
        test.publishVolatile("t/b", "3");
        test.settle();

        Reader reader = test.reader("t/*");

        assertThat(reader.text()).isEqualTo("~ t/a 2\n~ t/b 3\n");
    }

    @Test
    void who_listens_to_conflating_channels_is_to_have_little_on_the_way_and_nobody_else() {
        Reader conflating = test.reader("t/*");
        Reader both = test.reader("t/a", "other");
        Reader other = test.reader("other");

        assertThat(conflating.keepsShort()).isTrue();
        assertThat(both.keepsShort()).isTrue();
        assertThat(other.keepsShort()).isFalse();
    }

    @Test
    void a_first_change_comes_at_once_and_what_follows_in_one_piece_after_the_pause() {
        Reader reader = test.reader("t/*");

        test.publishVolatile("t/a", "1");
        test.rounds();
        assertThat(reader.takeText()).isEqualTo("~ t/a 1\n");

        test.publishVolatile("t/a", "2");
        test.rounds();
        test.publishVolatile("t/b", "3");
        test.rounds();
        test.publishVolatile("t/a", "4");
        test.rounds();
        assertThat(reader.takeText()).isEmpty();

        test.pass(Duration.ofMillis(100));
        assertThat(reader.writes()).containsExactly("~ t/b 3\n~ t/a 4\n");
        assertThat(test.hub.stats().deliveries().conflated()).isEqualTo(1);
    }

    @Test
    void a_shard_that_has_not_come_to_an_event_gets_only_the_newest_and_publishers_never_wait() {
        Reader reader = test.reader("t/*");

        for (int i = 0; i < 1_000; i++) {
            assertThat(test.publish(test.event("t/a", "x".repeat(100) + i).asVolatile()))
                    .isCompleted();
        }
        assertThat(test.shard().backlogBytes()).isZero();
        test.rounds();

        assertThat(reader.text()).isEqualTo("~ t/a " + "x".repeat(100) + "999\n");
    }

    @Test
    void publishers_of_other_channels_wait_as_ever() {
        test.hub.publish(Append.of(test.event("other", "x".repeat(3_000))));

        assertThat(test.hub.publish(Append.of(test.event("other", "y"))).toCompletableFuture())
                .isNotDone();
        assertThat(test.hub
                        .publish(Append.of(test.event("t/a", "1").asVolatile()))
                        .toCompletableFuture())
                .isCompleted();
    }

    @Test
    void keys_of_one_channel_are_apart_and_a_tombstone_is_told_and_forgotten() {
        Reader reader = test.reader("t/*");
        test.publish(keyed("one", "1"));
        test.publish(keyed("two", "2"));
        test.settle();
        assertThat(reader.takeText()).isEqualTo("~ t/a 1\n~ t/a 2\n");

        test.publish(keyed("one", ""));
        test.pass(Duration.ofSeconds(1));

        assertThat(reader.takeText()).isEqualTo("~ t/a \n");
        assertThat(test.reader("t/*").text()).isEqualTo("~ t/a 2\n");
    }

    @Test
    void a_durable_event_is_refused_there_and_nothing_of_its_batch_is_told() {
        Reader reader = test.reader("**");
        Append both = Append.of(test.event("other", "1"), test.event("t/a", "2"));

        assertThatThrownBy(() -> test.hub.publish(both))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("carillon.conflating.channels");

        test.settle();
        assertThat(reader.text()).isEmpty();
    }

    @Test
    void a_reader_of_both_kinds_of_channels_gets_every_event_of_the_one_and_the_newest_of_the_other() {
        test.publishVolatile("t/a", "0");
        Reader reader = test.reader("**");
        reader.takeText();

        test.publish("other", "1", "2");
        test.publishVolatile("t/a", "3", "4");
        test.rounds();

        assertThat(reader.takeText().lines()).containsExactlyInAnyOrder("1 other 1", "2 other 2", "~ t/a 4");
    }

    @Test
    void a_reader_with_too_many_keys_behind_him_is_told_of_a_gap() {
        TestHub small = new TestHub(settings(4, 10));
        Reader slow = small.reader("t/*");
        slow.blockWithNextWrite();
        small.publishVolatile("t/0", "0");
        small.rounds();

        for (int i = 1; i <= 6; i++) {
            small.publishVolatile("t/" + i, "" + i);
            small.pass(Duration.ofSeconds(1));
        }
        slow.takeText();
        slow.open(TestHub.UNLIMITED);
        small.pass(Duration.ofSeconds(1));

        assertThat(slow.takeText()).isEqualTo("gap slow 0..0\n~ t/3 3\n~ t/4 4\n~ t/5 5\n~ t/6 6\n");
    }

    @Test
    void a_poll_is_not_told_what_was_there_before() {
        test.publishVolatile("t/a", "1");
        test.settle();
        Reader poll = test.connect(new FakeSink(true).asPoll());
        poll.open(TestHub.UNLIMITED);
        poll.subscriber.subscribe(SelectorSet.of("t/a"), new Start.Live());
        test.settle();
        assertThat(poll.text()).isEmpty();

        test.publishVolatile("t/a", "2");
        test.rounds();

        assertThat(poll.text()).isEqualTo("~ t/a 2\n");
    }

    @Test
    void nothing_is_left_of_readers_who_went() {
        Reader reader = test.reader("t/*", "t/a");
        test.publishVolatile("t/a", "1", "2");
        test.rounds();
        test.publishVolatile("t/a", "3");
        test.rounds();

        reader.subscriber.gone();
        test.pass(Duration.ofSeconds(1));

        assertThat(test.shard().isEmpty()).isTrue();
    }

    private Event keyed(String key, String text) {
        return test.event("t/a", text).withKey(key).asVolatile();
    }
}
