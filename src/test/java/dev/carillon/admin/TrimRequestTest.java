package dev.carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import dev.carillon.log.Append;
import dev.carillon.log.ManualClock;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrimRequestTest {

    private final ManualClock clock = new ManualClock();
    private final MemoryEventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(1_000_000, 1 << 30, Duration.ofDays(1))),
            Duration.ofHours(1),
            clock,
            RandomGenerator.of("L64X128MixRandom"));

    @Test
    void before_an_event_that_event_stays() {
        append("a", 5);

        assertThat(through("{\"channel\":\"a\",\"before\":\"" + log.head().at(3) + "\"}"))
                .isEqualTo(2);
        assertThat(through("{\"channel\":\"a\",\"before\":\"" + log.head().at(0) + "\"}"))
                .isNegative();
    }

    @Test
    void before_a_time_what_was_made_earlier_goes() {
        append("a", 2);
        clock.pass(Duration.ofSeconds(10));
        String between = clock.instant().minusSeconds(5).toString();
        append("a", 1);

        assertThat(through("{\"channel\":\"a\",\"before\":\"" + between + "\"}"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 7", "1, 5", "2, 4", "3, 0", "4, 0", "1000000, 0"})
    void keep_counts_the_newest_events_of_the_channels_together(long keep, long through) {
        append("a/x", 1);
        append("b", 3);
        append("a/y", 2);
        append("b", 1);

        assertThat(through("{\"channel\":\"a/*\",\"keep\":" + keep + "}")).isEqualTo(through);
    }

    @Test
    void keep_goes_back_through_more_than_one_page() {
        append("a", 3_000);
        append("b", 10_000);

        assertThat(through("{\"channel\":\"a\",\"keep\":2500}")).isEqualTo(500);
        assertThat(through("{\"channel\":\"b\",\"keep\":1}")).isEqualTo(12_999);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"a\"}",
                "{\"channel\":\"a\",\"before\":\"x-1\",\"keep\":1}",
                "{\"channel\":\"a\",\"keep\":1000001}",
                "{\"channel\":\"a\",\"before\":\"yesterday\"}",
                "{\"channel\":\"a\",\"before\":\"zzz-1\"}",
                "{\"keep\":1}"
            })
    void anything_else_is_refused(String body) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> through(body))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST));
    }

    /** An administrator would remove the traces of what he did. */
    @ParameterizedTest
    @ValueSource(strings = {"admin/audit", "admin/**", "~x"})
    void what_the_server_has_written_is_not_removed(String channel) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> through("{\"channel\":\"" + channel + "\",\"keep\":0}"))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.RESERVED_CHANNEL));
    }

    private long through(String body) {
        return TrimRequest.of(AdminBody.parse(body, "channel", "before", "keep"))
                .through(log);
    }

    private void append(String channel, int count) {
        for (int i = 0; i < count; i++) {
            log.append(Append.of(Event.of(new ChannelName(channel), Payload.text(""), clock.instant())))
                    .toCompletableFuture()
                    .join();
        }
    }
}
