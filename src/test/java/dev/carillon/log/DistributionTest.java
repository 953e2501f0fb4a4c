package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts of sizes and times. */
class DistributionTest {

    @Test
    void a_value_is_counted_in_the_first_place_whose_bound_it_does_not_exceed() {
        Distribution sizes = Distribution.ofSizes();

        sizes.add(0);
        sizes.add(1);
        sizes.add(2);
        sizes.add(3);
        sizes.add(8_192);
        sizes.add(8_193, 5);

        Distribution.Snapshot now = sizes.snapshot();
        assertThat(now.bounds()).startsWith(1L, 2L, 4L, 8L).endsWith(8_192L).hasSize(14);
        assertThat(now.counts()).startsWith(2L, 1L, 1L, 0L).endsWith(1L, 5L).hasSize(15);
        assertThat(now.count()).isEqualTo(10);
        assertThat(now.sum()).isEqualTo(6 + 8_192 + 5 * 8_193);
    }

    @Test
    void times_are_told_apart_from_a_sixteenth_of_a_millisecond_to_sixteen_seconds() {
        List<Long> bounds = Distribution.ofNanos().snapshot().bounds();

        assertThat(bounds)
                .startsWith(62_500L, 125_000L)
                .endsWith(16_384_000_000L)
                .isSorted();
    }

    @Test
    void two_are_added_place_by_place() {
        Distribution one = Distribution.ofSizes();
        Distribution other = Distribution.ofSizes();
        one.add(1);
        other.add(1);
        other.add(100);

        Distribution.Snapshot sum = one.snapshot().plus(other.snapshot());

        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.counts().get(0)).isEqualTo(2);
        assertThat(sum.sum()).isEqualTo(102);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sum.plus(Distribution.ofNanos().snapshot()));
    }

    @Test
    void what_was_counted_since_an_earlier_look_is_told_alone() {
        Distribution sizes = Distribution.ofSizes();
        sizes.add(1);
        Distribution.Snapshot earlier = sizes.snapshot();
        sizes.add(1);
        sizes.add(100);

        Distribution.Snapshot since = sizes.snapshot().since(earlier);

        assertThat(since.count()).isEqualTo(2);
        assertThat(since.sum()).isEqualTo(101);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> since.since(Distribution.ofNanos().snapshot()));
    }

    @Test
    void a_quantile_lies_between_the_bounds_of_its_place() {
        Distribution sizes = Distribution.ofSizes();
        sizes.add(3, 90);
        sizes.add(100, 10);

        Distribution.Snapshot now = sizes.snapshot();

        assertThat(now.quantile(0.45)).isEqualTo(3);
        assertThat(now.quantile(0.9)).isEqualTo(4);
        assertThat(now.quantile(0.99)).isBetween(64.0, 128.0);
        assertThat(now.quantile(1)).isEqualTo(128);
    }

    @Test
    void a_quantile_of_nothing_is_nothing_and_one_above_all_bounds_is_the_last_bound() {
        Distribution sizes = Distribution.ofSizes();
        assertThat(sizes.snapshot().quantile(0.5)).isZero();

        sizes.add(1_000_000);

        assertThat(sizes.snapshot().quantile(0.5)).isEqualTo(8_192);
    }

    @Test
    void nothing_is_lost_when_many_threads_count() {
        Distribution sizes = Distribution.ofSizes();

        IntStream.range(0, 40_000).parallel().forEach(i -> sizes.add(i % 4));

        assertThat(sizes.snapshot().count()).isEqualTo(40_000);
        assertThat(sizes.snapshot().sum()).isEqualTo(60_000);
    }
}
