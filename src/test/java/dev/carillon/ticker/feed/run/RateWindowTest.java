package dev.carillon.ticker.feed.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateWindowTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final RateWindow rate = new RateWindow(BEGIN);

    private void count(int from, int to, int each) {
        for (int second = from; second < to; second++) {
            for (int i = 0; i < each; i++) {
                rate.count(BEGIN.plusSeconds(second));
            }
        }
    }

    @Test
    void a_young_one_tells_what_came_since_it_began() {
        count(0, 4, 5);

        assertThat(rate.perSecond(BEGIN.plusSeconds(4))).isEqualTo(5);
    }

    @Test
    void an_old_one_tells_the_last_ten_seconds() {
        count(0, 60, 1);
        count(60, 65, 3);

        assertThat(rate.perSecond(BEGIN.plusSeconds(65))).isEqualTo(2);
        assertThat(rate.perSecond(BEGIN.plusSeconds(70))).isEqualTo(1.5);
        assertThat(rate.perSecond(BEGIN.plusSeconds(3600))).isZero();
    }

    @Test
    void a_clock_that_goes_back_does_no_harm() {
        count(0, 20, 2);
        rate.count(BEGIN.minusSeconds(3600));

        assertThat(rate.perSecond(BEGIN.plusSeconds(20))).isEqualTo(2.1);
    }
}
