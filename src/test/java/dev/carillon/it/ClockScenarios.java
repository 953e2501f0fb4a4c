package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a common tutorial: {@code new EventSource("http://127.0.0.1:8080/sse")}. */
interface ClockScenarios extends Scenario {

    @Test
    default void the_clock_greets_and_tells_the_time_each_2_s_and_a_custom_event_each_10_s() throws Exception {
        try (RawStream stream = hub().stream("/sse", "Accept: text/event-stream", "Origin: http://localhost:63342")) {
            List<Message> messages = new ArrayList<>();
            while (messages.size() < 7
                    || messages.stream().noneMatch(message -> message.type().equals("custom-event"))) {
                messages.add(stream.nextMessage());
            }

            assertThat(stream.header("Access-Control-Allow-Origin")).hasValue("*");
            assertThat(messages.get(0)).isEqualTo(new Message("message", "Hello, this is a server-sent event!", ""));
            List<Message> times = messages.subList(1, messages.size());
            assertThat(times).allSatisfy(time -> {
                assertThat(time.lastEventId()).isEmpty();
                assertThat(Instant.parse(time.data())).isBetween(Instant.now().minusSeconds(60), Instant.now());
            });
            List<Instant> plain = times.stream()
                    .filter(time -> time.type().equals("message"))
                    .map(time -> Instant.parse(time.data()))
                    .toList();
            assertThat(times.stream().filter(time -> !time.type().equals("message")))
                    .allSatisfy(time -> assertThat(time.type()).isEqualTo("custom-event"));
            // Times are told in whole seconds, and a busy machine is late now and then: then one is long, and the next
            // one short.
            List<Long> pauses = new ArrayList<>();
            for (int i = 1; i < plain.size(); i++) {
                pauses.add(Duration.between(plain.get(i - 1), plain.get(i)).toSeconds());
            }
            assertThat(pauses)
                    .hasSizeGreaterThan(3)
                    .allSatisfy(pause -> assertThat(pause).isNotNegative());
            assertThat(pauses.stream().sorted().skip(pauses.size() / 2).findFirst())
                    .hasValueSatisfying(median -> assertThat(median).isBetween(1L, 3L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse", "/api/clock"})
    default void the_clock_is_open_to_any_origin_and_its_readers_hear_the_channel(String path) throws Exception {
        try (RawStream stream = hub().stream(path)) {
            stream.nextMessage();
            hub().post("/api/events/clock", "from outside", "Event-Volatile", "true");

            String data = stream.nextMessage().data();
            while (!data.equals("from outside")) {
                data = stream.nextMessage().data();
            }
            assertThat(data).isEqualTo("from outside");
        }
    }
}
