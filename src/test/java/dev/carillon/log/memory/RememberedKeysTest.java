package dev.carillon.log.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.Payload;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RememberedKeys keys = new RememberedKeys(Duration.ofHours(24));

    /** The first key over the limit failed with an {@link IllegalStateException}, and so did every append from then on. */
    @Test
    void with_one_key_too_many_the_eldest_is_forgotten() {
        for (int i = 1; i <= RememberedKeys.MAX_KEYS + 1; i++) {
            keys.add(append("" + i), appended(i), NOW);
        }

        assertThat(keys.find(append("1"), NOW)).isNull();
        assertThat(keys.find(append("2"), NOW)).isEqualTo(new Appended(List.of(new EventId("e", 2)), true));
    }

    @Test
    void a_key_that_is_used_again_after_its_time_becomes_the_youngest() {
        Instant later = NOW.plus(Duration.ofHours(25));
        keys.add(append("1"), appended(1), NOW);
        keys.add(append("2"), appended(2), NOW.plus(Duration.ofHours(2)));

        keys.add(append("1"), appended(3), later);
        keys.add(append("3"), appended(4), later.plus(Duration.ofHours(2)));

        assertThat(keys.find(append("1"), later)).isEqualTo(new Appended(List.of(new EventId("e", 3)), true));
        assertThat(keys.find(append("2"), later)).isNull();
    }

    private static Append append(String key) {
        Event event = Event.of(new ChannelName("a"), Payload.text(""), NOW);
        return new Append(List.of(event), new IdempotencyKey("", key));
    }

    private static Appended appended(long offset) {
        return new Appended(List.of(new EventId("e", offset)), false);
    }
}
