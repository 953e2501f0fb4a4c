package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Hostile;
import dev.carillon.event.HubException;
import dev.carillon.hub.StartingPoint;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a reader asks for is a place, or refused. */
class StreamQueryFuzzTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    @Property
    void every_start_is_a_place_or_refused(@ForAll("starts") String text) throws Exception {
        for (String field :
                List.of("lastEventIdHeader", "lastEventId", "since", "last", "from", "before", "envelope")) {
            StreamQuery query = new StreamQuery();
            Field parameter = StreamQuery.class.getDeclaredField(field);
            parameter.setAccessible(true);
            parameter.set(query, text);
            try {
                StartingPoint start = query.start(CLOCK);
                assertThat(start).isNotNull();
                // A browser sends whatever it got before, and never recovers from a refusal.
                assertThat(query.before()).isNotNull();
                assertThat(query.format()).isNotNull();
            } catch (HubException refused) {
                assertThat(field).isNotEqualTo("lastEventIdHeader");
            }
        }
    }

    @Provide
    Arbitrary<String> starts() {
        return Hostile.text(
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00+02:00",
                "PT5M",
                "P",
                "-P1D",
                "P99999999999999D",
                "PT",
                "10",
                "10000",
                "earliest",
                "k3-17",
                "+1000000000-12-31T23:59:59Z",
                "true",
                "false");
    }
}
