package dev.carillon.it;

import static dev.carillon.it.client.EventReader.Transport.LONG_POLL;
import static dev.carillon.it.client.EventReader.Transport.NDJSON;
import static dev.carillon.it.client.EventReader.Transport.SHORT_POLL;
import static dev.carillon.it.client.EventReader.Transport.SSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EventReader;
import dev.carillon.it.client.EventReader.Told;
import dev.carillon.it.client.EventReader.Transport;
import dev.carillon.it.client.RawStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same promises on every transport: each event once and in order, and what is missing is told. */
interface DeliveryScenarios extends Scenario {

    @ParameterizedTest
    @EnumSource
    default void a_reader_that_goes_away_and_comes_back_gets_everything_once(Transport transport) throws Exception {
        String channel = newChannel();
        hub().publish(channel, "old");
        String cursor;
        try (EventReader reader = transport.open(hub(), channel, null)) {
            cursor = reader.cursor();
        }
        hub().publish(channel, "1");
        try (EventReader reader = transport.open(hub(), channel, cursor)) {
            hub().publish(channel, "2");
            assertThat(data(reader, 2)).containsExactly("1", "2");
            cursor = reader.cursor();
        }
        hub().publishNumbers(channel, 3, 4);

        try (EventReader reader = transport.open(hub(), channel, cursor)) {
            assertThat(data(reader, 2)).containsExactly("3", "4");
            hub().publish(channel, "5");
            assertThat(data(reader, 1)).containsExactly("5");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_reader_from_another_log_is_told_of_the_gap(Transport transport) throws Exception {
        String channel = newChannel();
        hub().publish(channel, "kept");

        try (EventReader reader = transport.open(hub(), channel, "k3-17")) {
            Told gap = reader.next().orElseThrow();

            assertThat(gap.gap()).isTrue();
            assertThat(gap.data()).startsWith("{\"reason\":\"unknown-epoch\",\"after\":\"k3-17\"");
            assertThat(data(reader, 1)).containsExactly("kept");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_reader_whose_events_were_trimmed_is_told_of_the_gap(Transport transport) throws Exception {
        String channel = newChannel();
        String noise = newChannel();
        String first = hub().publish(channel, "1");
        String second = hub().publish(channel, "2");
        for (int i = 0; i < StartScenarios.LOG_EVENTS; i += 1_000) {
            hub().publishNumbers(noise, i + 1, i + 1_000);
        }
        hub().publish(channel, "3");
        // The log trims a moment later.
        Awaitility.await()
                .atMost(RawStream.PATIENCE)
                .until(() -> hub().get(
                                "/api/events/" + channel + "?last_event_id=" + first, "Accept", "application/json")
                        .body()
                        .contains("trimmed"));

        try (EventReader reader = transport.open(hub(), channel, first)) {
            assertThat(reader.next())
                    .contains(new Told(
                            null,
                            "{\"reason\":\"trimmed\",\"after\":\"" + first + "\",\"resumed\":\"" + second + "\"}",
                            true));
            assertThat(data(reader, 1)).containsExactly("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void a_volatile_event_reaches_whoever_is_there_and_moves_no_cursor(Transport transport) throws Exception {
        String channel = newChannel();
        ExecutorService reading = Executors.newSingleThreadExecutor();
        try (EventReader reader = transport.open(hub(), channel, null)) {
            String cursor = reader.cursor();
            Future<Optional<Told>> next = reading.submit(reader::next);
            if (transport.isLive()) {
                Awaitility.await().atMost(RawStream.PATIENCE).until(() -> {
                    hub().post("/api/events/" + channel, "now or never", "Event-Volatile", "true");
                    return next.isDone();
                });
                Told told = next.get().orElseThrow();
                assertThat(told).isEqualTo(new Told(null, "now or never", false));
                assertThat(reader.cursor()).isEqualTo(cursor);
            } else {
                hub().post("/api/events/" + channel, "now or never", "Event-Volatile", "true");
                hub().publish(channel, "kept");
                assertThat(next.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .orElseThrow()
                                .data())
                        .isEqualTo("kept");
            }
        } finally {
            reading.shutdownNow();
        }
    }

    /** 12 MB are more than the socket buffers and the ring hold. */
    @ParameterizedTest
    @EnumSource
    default void a_reader_that_does_not_read_for_a_while_gets_everything_once(Transport transport) throws Exception {
        String channel = newChannel();
        String padding = "x".repeat(3_000);
        int batches = 16;
        int each = 250;
        List<String> told = new ArrayList<>();
        String cursor;
        try (EventReader reader = transport.open(hub(), channel, null)) {
            reader.cursor();
            for (int batch = 0; batch < batches; batch++) {
                hub().publishTexts(
                                channel,
                                IntStream.range(batch * each, (batch + 1) * each)
                                        .mapToObj(i -> i + padding)
                                        .toList());
            }
            cursor = read(reader, batches * each, told);
        }
        while (told.size() < batches * each) {
            try (EventReader reader = transport.open(hub(), channel, cursor)) {
                cursor = read(reader, batches * each, told);
            }
        }

        assertThat(told.stream().map(text -> text.substring(0, text.length() - padding.length())))
                .containsExactlyElementsOf(IntStream.range(0, batches * each)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    default void a_cursor_goes_from_each_transport_to_each_other_while_events_come() throws Exception {
        String channel = newChannel();
        int count = 1_200;
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        try {
            String cursor = hub().publish(channel, "start");
            Future<?> publishing = publisher.submit(() -> {
                for (int i = 0; i < count; i++) {
                    hub().publish(channel, Integer.toString(i));
                }
                return null;
            });
            List<Told> told = new ArrayList<>();
            // Every transport follows each other one.
            List<Transport> order = List.of(
                    SSE,
                    NDJSON,
                    LONG_POLL,
                    SHORT_POLL,
                    SSE,
                    LONG_POLL,
                    NDJSON,
                    SHORT_POLL,
                    LONG_POLL,
                    SSE,
                    SHORT_POLL,
                    NDJSON);
            for (int turn = 0; told.size() < count; turn++) {
                Transport transport = order.get(turn % order.size());
                try (EventReader reader = transport.open(hub(), channel, cursor)) {
                    for (int i = 0; i <= turn % 40 && told.size() < count; i++) {
                        told.add(reader.next().orElseThrow());
                    }
                    cursor = reader.cursor();
                }
            }
            publishing.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(told).noneMatch(Told::gap);
            assertThat(told.stream().map(Told::data))
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .toList());
        } finally {
            publisher.shutdownNow();
        }
    }

    /** Reads until so many were told, or until the server ends it; tells the cursor. */
    private static String read(EventReader reader, int count, List<String> told) throws Exception {
        Optional<Told> next = Optional.empty();
        do {
            next.map(Told::data).ifPresent(told::add);
            next = told.size() < count ? reader.next() : Optional.empty();
        } while (next.isPresent());
        return reader.cursor();
    }

    private static List<String> data(EventReader reader, int count) throws Exception {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            data.add(reader.next().orElseThrow().data());
        }
        return data;
    }
}
