package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.SelectorSet;
import org.junit.jupiter.api.Test;

class NewestByChannelTest {

    private final NewestByChannel newest = new NewestByChannel();

    @Test
    void it_begins_with_nothing() {
        assertThat(newest.newestAfter(0, SelectorSet.of("a"))).isZero();
        assertThat(newest.newestAfter(0, SelectorSet.of("**"))).isZero();
        assertThat(newest.newestOfForgotten()).isZero();
    }

    @Test
    void the_newest_offset_of_the_chosen_channels_counts() {
        put("a", 3);
        put("b", 5);
        put("a/x", 7);

        assertThat(newest.newestAfter(0, SelectorSet.of("a"))).isEqualTo(3);
        assertThat(newest.newestAfter(0, SelectorSet.of("a", "b"))).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("a/**"))).isEqualTo(7);
        assertThat(newest.newestAfter(0, SelectorSet.of("*"))).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("a", "c/*"))).isEqualTo(3);
        assertThat(newest.newestAfter(0, SelectorSet.of("c"))).isZero();
        assertThat(newest.newestAfter(0, SelectorSet.of("c/**"))).isZero();
        assertThat(newest.newestAfter(0, SelectorSet.none())).isZero();
    }

    @Test
    void what_is_not_after_the_place_does_not_count() {
        put("a", 3);
        put("b", 5);

        assertThat(newest.newestAfter(2, SelectorSet.of("a"))).isEqualTo(3);
        assertThat(newest.newestAfter(3, SelectorSet.of("a"))).isZero();
        assertThat(newest.newestAfter(3, SelectorSet.of("*"))).isEqualTo(5);
        assertThat(newest.newestAfter(5, SelectorSet.of("*"))).isZero();
        assertThat(newest.newestAfter(Long.MAX_VALUE, SelectorSet.of("a", "b"))).isZero();
    }

    /** Each rule trims its channels on its own, so the offsets do not come in order. */
    @Test
    void an_older_offset_changes_nothing() {
        put("a", 7);
        put("b", 5);
        put("a", 3);

        assertThat(newest.newestAfter(0, SelectorSet.of("a"))).isEqualTo(7);
        assertThat(newest.newestAfter(0, SelectorSet.of("**"))).isEqualTo(7);
    }

    @Test
    void a_channel_of_the_server_is_found_by_its_name_only() {
        put("~clock", 3);

        assertThat(newest.newestAfter(0, SelectorSet.of("~clock"))).isEqualTo(3);
        assertThat(newest.newestAfter(0, SelectorSet.of("**"))).isZero();
    }

    @Test
    void what_is_forgotten_counts_for_every_channel_without_a_newer_offset() {
        put("a", 3);
        put("b", 7);

        newest.forget(5);
        newest.forget(4);

        assertThat(newest.newestOfForgotten()).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("a"))).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("b"))).isEqualTo(7);
        assertThat(newest.newestAfter(0, SelectorSet.of("never"))).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("never/**"))).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("**"))).isEqualTo(7);
        assertThat(newest.newestAfter(5, SelectorSet.of("a"))).isZero();
    }

    @Test
    void of_too_many_channels_those_with_the_smallest_offsets_are_forgotten() {
        for (int i = 1; i <= NewestByChannel.MAX_CHANNELS; i++) {
            put("c/" + i, i);
        }
        assertThat(newest.newestOfForgotten()).isZero();

        put("c/1", NewestByChannel.MAX_CHANNELS + 1L);
        put("other", NewestByChannel.MAX_CHANNELS + 2L);
        put("another", NewestByChannel.MAX_CHANNELS + 3L);

        assertThat(newest.newestOfForgotten()).isEqualTo(3);
        assertThat(newest.newestAfter(0, SelectorSet.of("c/2"))).isEqualTo(3);
        assertThat(newest.newestAfter(0, SelectorSet.of("c/4"))).isEqualTo(4);
        assertThat(newest.newestAfter(0, SelectorSet.of("c/1"))).isEqualTo(NewestByChannel.MAX_CHANNELS + 1L);
    }

    @Test
    void one_channel_more_with_the_smallest_offset_of_all_is_forgotten_at_once() {
        for (int i = 1; i <= NewestByChannel.MAX_CHANNELS; i++) {
            put("c/" + i, 10 + i);
        }

        put("late", 5);

        assertThat(newest.newestOfForgotten()).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("late"))).isEqualTo(5);
        assertThat(newest.newestAfter(0, SelectorSet.of("c/1"))).isEqualTo(11);
    }

    private void put(String channel, long offset) {
        newest.put(new ChannelName(channel), offset);
    }
}
