package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Where a reader starts, and what it is told when it comes too late. The WAR's log keeps {@link #LOG_EVENTS} events. */
interface StartScenarios extends Scenario {

    int LOG_EVENTS = 6_000;

    @Test
    default void without_a_place_a_reader_gets_what_is_new() throws Exception {
        String channel = newChannel();
        hub().publish(channel, "old");
        try (RawStream stream = hub().subscribe(channel)) {
            hub().publish(channel, "new");

            assertThat(stream.nextMessage().data()).isEqualTo("new");
        }
    }

    @Test
    default void a_reader_that_is_cut_off_before_its_first_event_misses_nothing() throws Exception {
        String channel = newChannel();
        String cursor;
        try (RawStream stream = hub().subscribe(channel)) {
            cursor = stream.awaitCursor();
        }
        hub().publish(channel, "missed");

        try (RawStream stream = hub().subscribe(channel, "Last-Event-ID: " + cursor)) {
            assertThat(stream.header("Carillon-Gap")).isEmpty();
            assertThat(stream.nextMessage().data()).isEqualTo("missed");
        }
    }

    @Test
    default void the_header_beats_the_query_because_a_browser_repeats_its_query() throws Exception {
        String channel = newChannel();
        String first = hub().publish(channel, "1");
        String second = hub().publish(channel, "2");
        hub().publish(channel, "3");
        String path = "/api/events/" + channel + "?last_event_id=" + first;

        try (RawStream byQuery = hub().stream(path);
                RawStream byHeader = hub().stream(path, "Last-Event-ID: " + second)) {
            assertThat(byQuery.nextData(2)).containsExactly("2", "3");
            assertThat(byHeader.nextData(1)).containsExactly("3");
            assertThat(byHeader.header("Carillon-Gap")).isEmpty();
        }
    }

    @Test
    default void the_query_knows_the_names_that_polyfills_use() throws Exception {
        String channel = newChannel();
        String first = hub().publish(channel, "1");
        hub().publish(channel, "2");

        for (String name : List.of("last_event_id", "lastEventId", "evs_last_event_id")) {
            try (RawStream stream = hub().stream("/api/events?channel=" + channel + "&" + name + "=" + first)) {
                assertThat(stream.nextMessage().data()).as(name).isEqualTo("2");
            }
        }
    }

    @Test
    default void earliest_last_and_since_look_back() throws Exception {
        String channel = newChannel();
        Instant before = Instant.now();
        hub().publishNumbers(channel, 1, 5);
        String path = "/api/events/" + channel;

        try (RawStream earliest = hub().stream(path + "?from=earliest");
                RawStream last = hub().stream(path + "?last=2");
                RawStream time = hub().stream(path + "?since=" + before);
                RawStream duration = hub().stream(path + "?since=PT5M");
                RawStream future = hub().stream(path + "?since=2999-01-01T00:00:00Z");
                RawStream none = hub().stream(path + "?last=0")) {
            hub().publish(channel, "6");

            assertThat(earliest.nextData(6)).containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(last.nextData(3)).containsExactly("4", "5", "6");
            assertThat(time.nextData(6)).containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(duration.nextData(6)).containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(future.nextData(1)).containsExactly("6");
            assertThat(none.nextData(1)).containsExactly("6");
        }
    }

    @Test
    default void a_reader_that_reconnects_again_and_again_misses_nothing_and_sees_nothing_twice() throws Exception {
        String channel = newChannel();
        int publishers = 3;
        int each = 400;
        ExecutorService threads = Executors.newFixedThreadPool(publishers);
        try {
            String lastId = hub().publish(channel, "start");
            List<Future<?>> work = new ArrayList<>();
            for (int p = 0; p < publishers; p++) {
                String name = "p" + p + ":";
                work.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        hub().publish(channel, name + i);
                    }
                    return null;
                }));
            }
            List<Message> read = new ArrayList<>();
            int pieces = 1;
            while (read.size() < publishers * each) {
                try (RawStream stream = hub().subscribe(channel, "Last-Event-ID: " + lastId)) {
                    assertThat(stream.header("Carillon-Gap")).isEmpty();
                    for (int i = 0; i < 37 * pieces && read.size() < publishers * each; i++) {
                        read.add(stream.nextMessage());
                    }
                    lastId = stream.lastEventId();
                    pieces++;
                }
            }
            for (Future<?> publisher : work) {
                publisher.get();
            }

            assertThat(read).extracting(Message::lastEventId).doesNotHaveDuplicates();
            for (int p = 0; p < publishers; p++) {
                String name = "p" + p + ":";
                assertThat(read.stream().map(Message::data).filter(data -> data.startsWith(name)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, each).mapToObj(i -> name + i).toList());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void an_id_of_another_log_is_answered_with_a_gap_and_everything_there_is() throws Exception {
        String channel = newChannel();
        hub().publish(channel, "kept");

        for (String id : List.of("k3-17", "urn:uuid:6f6a3a2c", "1700000000:0")) {
            try (RawStream stream = hub().subscribe(channel, "Last-Event-ID: " + id)) {
                Message gap = stream.nextMessage();
                assertThat(gap.type()).isEqualTo("carillon.gap");
                assertThat(gap.lastEventId()).isEmpty();
                String after = id.equals("k3-17") ? "\"k3-17\"" : "null";
                assertThat(gap.data())
                        .matches("\\{\"reason\":\"unknown-epoch\",\"after\":" + after
                                + ",\"resumed\":\"[0-9a-z]+-[0-9]+\"}");
                assertThat(stream.header("Carillon-Gap")).hasValue(gap.data());
                assertThat(stream.nextMessage().data()).isEqualTo("kept");
            }
        }
    }

    @Test
    default void an_id_that_this_log_has_not_reached_is_answered_with_a_gap() throws Exception {
        String channel = newChannel();
        String id = hub().publish(channel, "kept");
        String future = id.substring(0, id.indexOf('-')) + "-9000000000";

        try (RawStream stream = hub().subscribe(channel, "Last-Event-ID: " + future)) {
            hub().publish(channel, "new");

            assertThat(stream.header("Carillon-Gap").orElseThrow()).startsWith("{\"reason\":\"unknown-offset\"");
            assertThat(stream.nextMessage().type()).isEqualTo("carillon.gap");
            assertThat(stream.nextMessage().data()).isEqualTo("new");
        }
    }

    @Test
    default void a_reader_whose_events_were_trimmed_is_told_so() throws Exception {
        String channel = newChannel();
        String noise = newChannel();
        String first = hub().publish(channel, "1");
        String second = hub().publish(channel, "2");
        for (int i = 0; i < LOG_EVENTS; i += 1_000) {
            hub().publishNumbers(noise, i + 1, i + 1_000);
        }
        hub().publish(channel, "3");
        // The log trims a moment later.
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> isToldOfAGap(channel, first));

        try (RawStream stream = hub().subscribe(channel, "Last-Event-ID: " + first);
                RawStream knowsAll = hub().subscribe(channel, "Last-Event-ID: " + second)) {
            Message gap = stream.nextMessage();

            assertThat(gap)
                    .isEqualTo(new Message(
                            "carillon.gap",
                            "{\"reason\":\"trimmed\",\"after\":\"" + first + "\",\"resumed\":\"" + second + "\"}",
                            ""));
            assertThat(stream.header("Carillon-Gap")).hasValue(gap.data());
            assertThat(stream.nextMessage().data()).isEqualTo("3");
            assertThat(knowsAll.header("Carillon-Gap")).isEmpty();
            assertThat(knowsAll.nextMessage().data()).isEqualTo("3");
        }
    }

    private boolean isToldOfAGap(String channel, String lastId) throws Exception {
        try (RawStream stream = hub().subscribe(channel, "Last-Event-ID: " + lastId)) {
            return stream.header("Carillon-Gap").isPresent();
        }
    }
}
