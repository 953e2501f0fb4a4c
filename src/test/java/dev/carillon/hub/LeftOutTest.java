package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events that are not for everybody who listens to their channel. */
class LeftOutTest {

    private final TestHub test = new TestHub(TestHub.ring(4));
    private final Reader me = new Reader(test, new FakeSink(true), TextFormat.TEXT, "me");
    private final Reader other = new Reader(test, new FakeSink(true), TextFormat.TEXT, "other");
    private final Reader nameless = test.connect();

    private void listen(Reader reader, int window, long after) {
        Start start = after < 0 ? new Start.Live() : new Start.After(after, Optional.empty());
        reader.open(window);
        reader.subscriber.include(SelectorSet.of("a"), start, () -> {});
        test.settle();
    }

    @Test
    void an_event_is_left_out_for_those_whom_it_names_and_shared_by_all_others() {
        listen(me, TestHub.UNLIMITED, -1);
        listen(other, TestHub.UNLIMITED, -1);
        listen(nameless, TestHub.UNLIMITED, -1);

        test.publish("a", "1", "2!me", "3");
        test.publishVolatile("a", "4!other");
        test.rounds();

        assertThat(me.writes()).containsExactly("1 a 1\n3 a 3\n~ a 4!other\n");
        assertThat(other.writes()).containsExactly("1 a 1\n2 a 2!me\n3 a 3\n");
        assertThat(nameless.writes()).containsExactly("1 a 1\n2 a 2!me\n3 a 3\n~ a 4!other\n");
    }

    @Test
    void who_is_left_out_of_all_that_is_new_is_not_written_to_and_stands_at_the_tail() {
        listen(me, TestHub.UNLIMITED, -1);

        test.publish("a", "1!me");
        test.rounds();

        assertThat(me.writes()).isEmpty();
        assertThat(test.feed("a").laggards()).isZero();
        assertThat(test.feed("a").retainedFrames()).isZero();
    }

    @Test
    void a_laggard_does_not_get_it_from_the_ring() {
        listen(me, 1, -1);
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "2!me", "3");
        test.rounds();

        me.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(me.writes()).containsExactly("1 a 1\n", "3 a 3\n");
    }

    @Test
    void a_replay_does_not_send_it_whatever_part_of_a_page_it_takes() {
        test.publish("a", "1", "2!me", "3", "4!other", "5!me");

        listen(me, TestHub.UNLIMITED, 0);
        listen(other, TestHub.UNLIMITED, 2);
        listen(nameless, TestHub.UNLIMITED, 1);

        assertThat(me.writes()).containsExactly("1 a 1\n3 a 3\n4 a 4!other\n");
        assertThat(other.writes()).containsExactly("3 a 3\n5 a 5!me\n");
        assertThat(nameless.writes()).containsExactly("2 a 2!me\n3 a 3\n4 a 4!other\n5 a 5!me\n");
    }

    @Test
    void an_event_for_those_who_listen_to_something_else_too_reaches_them_alone_live_and_in_the_log() {
        me.open(TestHub.UNLIMITED);
        other.open(TestHub.UNLIMITED);
        nameless.open(TestHub.UNLIMITED);
        me.subscriber.include(SelectorSet.of("a"), new Start.Live(), () -> {});
        other.subscriber.include(SelectorSet.of("a", "b"), new Start.Live(), () -> {});

        test.publish("a", "1?b", "2");
        test.publishVolatile("a", "3?b");
        test.rounds();
        nameless.subscriber.include(SelectorSet.of("a", "b"), new Start.After(0, Optional.empty()), () -> {});
        me.subscriber.include(SelectorSet.of("b"), new Start.Live(), () -> {});
        test.publish("a", "4?b");
        test.settle();

        assertThat(me.text()).isEqualTo("2 a 2\n3 a 4?b\n");
        assertThat(other.text()).isEqualTo("1 a 1?b\n2 a 2\n~ a 3?b\n3 a 4?b\n");
        assertThat(nameless.text()).isEqualTo("1 a 1?b\n2 a 2\n3 a 4?b\n");
    }
}
