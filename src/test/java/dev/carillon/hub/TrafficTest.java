package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is published to which channel. */
class TrafficTest {

    private static final SelectorSet EVERYTHING = SelectorSet.of("**");

    private long nanos = 5_000_000_000L;
    private final Traffic traffic = new Traffic(() -> nanos, 4);

    @Test
    void events_are_counted_for_each_channel_durable_or_not() {
        traffic.countEntries(List.of(entry("a"), entry("a"), entry("b"), entry("a")));
        traffic.countEvents(List.of(event("b"), event("c")));

        assertThat(traffic.page(EVERYTHING, "", 10).channels())
                .extracting(ChannelTraffic::events)
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void pages_are_in_the_order_of_names() {
        publish("d", "b", "a", "c");

        ChannelPage first = traffic.page(EVERYTHING, "", 3);
        ChannelPage second = traffic.page(EVERYTHING, first.next().orElseThrow(), 3);

        assertThat(names(first)).containsExactly("a", "b", "c");
        assertThat(names(second)).containsExactly("d");
        assertThat(second.next()).isEmpty();
        assertThat(traffic.page(EVERYTHING, "", 4).next()).isEmpty();
    }

    @Test
    void only_what_the_selectors_choose_is_shown() {
        publish("a/1", "b/1", "a/2");

        assertThat(names(traffic.page(SelectorSet.of("a/*"), "", 10))).containsExactly("a/1", "a/2");
    }

    @Test
    void the_rate_is_that_of_the_last_minute() {
        for (int second = 0; second < 90; second++) {
            publish("a", "a", "a");
            pass(Duration.ofSeconds(1));
        }
        assertThat(rate()).isCloseTo(3, within(0.1));

        pass(Duration.ofSeconds(30));
        assertThat(rate()).isCloseTo(1.5, within(0.1));
        pass(Duration.ofMinutes(2));
        assertThat(rate()).isZero();
        publish("a");
        assertThat(rate()).isCloseTo(1 / 60.0, within(0.001));
    }

    @Test
    void there_is_a_place_for_so_many_channels_and_the_rest_is_counted_together() {
        publish("a", "b", "c", "d", "e", "f", "a");

        ChannelPage page = traffic.page(EVERYTHING, "", 10);

        assertThat(names(page)).containsExactly("a", "b", "c", "d");
        assertThat(page.uncounted()).isEqualTo(2);
    }

    @Test
    void a_channel_that_was_quiet_for_long_leaves_its_place_to_a_new_one() {
        publish("a", "b", "c", "d");
        pass(Duration.ofMinutes(6));
        publish("a", "b");
        pass(Duration.ofMinutes(6));

        publish("new");

        assertThat(names(traffic.page(EVERYTHING, "", 10))).containsExactly("a", "b", "new");
    }

    @Test
    void a_hub_counts_what_it_has_taken() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2");
        test.publishVolatile("b", "3");
        test.settle();

        assertThat(test.hub.channels(EVERYTHING, "", 10).channels())
                .extracting(ChannelTraffic::channel, ChannelTraffic::events)
                .containsExactly(tuple(new ChannelName("a"), 2L), tuple(new ChannelName("b"), 1L));
    }

    @Test
    void many_threads_may_count_the_same_channel() {
        IntStream.range(0, 10_000).parallel().forEach(i -> publish("a"));

        assertThat(traffic.page(EVERYTHING, "", 10).channels().get(0).events()).isEqualTo(10_000);
    }

    private double rate() {
        return traffic.page(EVERYTHING, "", 10).channels().get(0).perSecond();
    }

    private void publish(String... channels) {
        traffic.countEvents(Arrays.stream(channels).map(TrafficTest::event).toList());
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static List<String> names(ChannelPage page) {
        return page.channels().stream()
                .map(channel -> channel.channel().value())
                .toList();
    }

    private static Event event(String channel) {
        return Event.of(new ChannelName(channel), Payload.text("x"), Instant.EPOCH);
    }

    private static Entry entry(String channel) {
        return new Entry(new EventId("e", 1), event(channel));
    }
}
