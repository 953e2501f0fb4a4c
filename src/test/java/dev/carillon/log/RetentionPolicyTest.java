package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPolicyTest {

    private static final Retention DAY = new Retention(Retention.UNLIMITED, Retention.UNLIMITED, Duration.ofDays(1));

    @Test
    void the_first_rule_that_applies_counts() {
        RetentionPolicy policy = policy("chat/vip", "chat/**", "~clock", "**");

        assertThat(policy.indexFor(new ChannelName("chat/vip"))).isZero();
        assertThat(policy.indexFor(new ChannelName("chat/vip/x"))).isEqualTo(1);
        assertThat(policy.indexFor(new ChannelName("chat"))).isEqualTo(1);
        assertThat(policy.indexFor(new ChannelName("~clock"))).isEqualTo(2);
        assertThat(policy.indexFor(new ChannelName("news"))).isEqualTo(3);
        assertThat(policy.ruleFor(new ChannelName("news")))
                .isSameAs(policy.rules().get(3));
    }

    @Test
    void a_channel_of_the_server_that_no_rule_names_has_the_last_one() {
        RetentionPolicy policy = policy("*/**", "**");

        assertThat(policy.indexFor(new ChannelName("~clock"))).isEqualTo(1);
    }

    @Test
    void a_policy_that_leaves_out_channels_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetentionPolicy(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> policy("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> policy("**", "a/**"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, PT1S", "1, 0, PT1S", "1, 1, PT0S", "1, 1, PT-1S", "-1, 1, PT1S"})
    void a_limit_under_which_nothing_can_be_kept_is_refused(long entries, long bytes, Duration age) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(entries, bytes, age));
    }

    @Test
    void forever_is_before_any_time() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(DAY.keepFrom(now)).isEqualTo(Instant.parse("2025-12-31T00:00:00Z"));
        assertThat(new Retention(1, 1, Retention.FOREVER).keepFrom(now)).isEqualTo(Instant.MIN);
    }

    /** 500 ms were shown as 0h. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P1D       | 24h",
                "PT1H      | 1h",
                "PT0.5S    | 500ms",
                "PT90S     | 90000ms",
                "PT1H0.5S  | 3600500ms",
            })
    void an_age_is_shown_in_hours_or_exactly(Duration age, String text) {
        assertThat(new Retention(Retention.UNLIMITED, Retention.UNLIMITED, age)).hasToString(text);
    }

    @Test
    void a_rule_is_shown_with_the_limits_that_it_has() {
        Retention all = new Retention(5, 1024, Retention.FOREVER);

        assertThat(new RetentionRule(new Selector("a/*"), all, false)).hasToString("a/* = forever, 5 events, 1024B");
        assertThat(new RetentionRule(new Selector("a/*"), DAY, false)).hasToString("a/* = 24h");
        assertThat(new RetentionRule(new Selector("a/*"), DAY, true)).hasToString("a/* = compact, 24h");
    }

    private static RetentionPolicy policy(String... selectors) {
        return new RetentionPolicy(List.of(selectors).stream()
                .map(selector -> new RetentionRule(new Selector(selector), DAY, false))
                .toList());
    }
}
