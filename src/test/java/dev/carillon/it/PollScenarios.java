package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls: short ones, ones that wait, pages backwards. What all transports promise is in {@link DeliveryScenarios}. */
interface PollScenarios extends Scenario {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                              | text/event-stream
            text/event-stream                                | text/event-stream
            text/event-stream, application/json;q=0.5        | text/event-stream
            text/html,application/xhtml+xml,*/*;q=0.8        | text/event-stream
            application/x-ndjson                             | application/x-ndjson
            application/json;q=0.5, application/x-ndjson     | application/x-ndjson
            application/json                                 | application/json
            application/json, */*;q=0.1                      | application/json
            application/json, text/plain, */*                | application/json
            text/plain, */*                                  | text/event-stream
            """)
    default void accept_chooses_the_transport(String accept, String type) throws Exception {
        try (RawStream answer =
                RawStream.get(hub().at("/api/events/" + newChannel()), "Accept: " + accept, "Connection: close")) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).hasValue(type);
        }
    }

    @Test
    default void without_accept_there_is_a_stream_for_curl() throws Exception {
        try (RawStream answer = RawStream.get(hub().at("/api/events/" + newChannel()))) {
            assertThat(answer.header("Content-Type")).hasValue("text/event-stream");
        }
    }

    // --- short polls ---

    @Test
    default void a_poll_without_a_place_tells_where_to_go_on() throws Exception {
        String channel = newChannel();
        String id = hub().publish(channel, "old");

        PollAnswer now = hub().poll("/api/events?channel=" + channel);

        assertThat(now.response().body()).isEqualTo("{\"events\":[],\"cursor\":\"" + id + "\",\"gap\":null}");
        assertThat(now.header("ETag")).isEqualTo("\"" + id + "\"");
        assertThat(now.header("Carillon-Cursor")).isEqualTo(id);
        assertThat(now.header("Cache-Control")).isEqualTo("no-store");
        assertThat(now.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(String.join(", ", now.response().headers().allValues("Vary")).split(", "))
                .contains("Origin", "Accept", "Last-Event-ID");
    }

    @Test
    default void a_poll_gets_envelopes_and_may_be_kept_by_its_client_alone() throws Exception {
        String channel = newChannel();
        String first = hub().publish(channel, "1");
        String second = hub().publish(channel, "{\"a\":1}", "Content-Type", "application/json", "Event-Type", "add");

        PollAnswer answer = hub().poll("/api/events/" + channel + "?last_event_id=" + first);

        assertThat(answer.response().body())
                .matches("\\{\"events\":\\[\\{\"id\":\"" + second + "\",\"channel\":\"" + channel
                        + "\",\"type\":\"add\",\"key\":null,\"time\":\"[^\"]+\",\"data\":\\{\"a\":1}}],\"cursor\":\""
                        + second + "\",\"gap\":null}");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.header("ETag")).isEqualTo("\"" + second + "\"");
        assertThat(hub().poll("/api/events/" + channel, "Last-Event-ID", first).data())
                .containsExactly("{\"a\":1}");
    }

    @Test
    default void polls_start_where_streams_start() throws Exception {
        String channel = newChannel();
        hub().publishNumbers(channel, 1, 5);
        String path = "/api/events/" + channel;

        assertThat(hub().poll(path + "?from=earliest").data()).containsExactly("1", "2", "3", "4", "5");
        assertThat(hub().poll(path + "?last=2").data()).containsExactly("4", "5");
        assertThat(hub().poll(path + "?since=PT5M").data()).containsExactly("1", "2", "3", "4", "5");
        assertThat(hub().poll(path + "?since=2999-01-01T00:00:00Z").data()).isEmpty();
    }

    @Test
    default void a_gap_stands_in_the_document_and_in_the_header() throws Exception {
        String channel = newChannel();
        hub().publish(channel, "kept");

        PollAnswer answer = hub().poll("/api/events/" + channel + "?last_event_id=k3-17");

        assertThat(answer.body().getJsonObject("gap").getString("reason")).isEqualTo("unknown-epoch");
        assertThat(answer.header("Carillon-Gap"))
                .isEqualTo(answer.body().get("gap").toString());
        assertThat(answer.data()).contains("kept");
    }

    @Test
    default void a_limit_cuts_an_answer_and_the_cursor_goes_on() throws Exception {
        String channel = newChannel();
        String cursor = hub().publish(channel, "0");
        hub().publishNumbers(channel, 1, 250);

        List<String> data = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        PollAnswer answer;
        do {
            answer = hub().poll("/api/events/" + channel + "?last_event_id=" + cursor);
            data.addAll(answer.data());
            sizes.add(answer.events().size());
            cursor = answer.cursor();
        } while (!answer.events().isEmpty());

        assertThat(sizes).containsExactly(100, 100, 50, 0);
        assertThat(data).containsExactlyElementsOf(numbers(1, 250));
        assertThat(hub().poll("/api/events/" + channel + "?from=earliest&limit=1000")
                        .events())
                .hasSize(251);
    }

    @Test
    default void a_poll_that_knows_the_newest_is_told_so_without_a_read_of_the_log() throws Exception {
        String channel = newChannel();
        String place = hub().publish(channel, "0");
        hub().publishNumbers(channel, 1, 3);
        String url = "/api/events/" + channel + "?last_event_id=" + place;
        String tag = hub().poll(url).header("ETag");
        hub().publish(newChannel(), "for others");

        try (HubFigures figures = HubFigures.of(RealWar.pid())) {
            long reads = figures.logReads();
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer = hub().pollRaw(url, "If-None-Match", "W/\"other\", " + tag);

                assertThat(answer.statusCode()).isEqualTo(304);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
                assertThat('"' + answer.headers().firstValue("Carillon-Cursor").orElse("") + '"')
                        .isEqualTo(tag);
                assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
            }
            assertThat(figures.logReads()).isEqualTo(reads);
        }
        hub().publish(channel, "4");

        HttpResponse<String> changed = hub().pollRaw(url, "If-None-Match", tag);

        assertThat(PollAnswer.of(changed).data()).containsExactly("1", "2", "3", "4");
    }

    @Test
    default void a_poll_without_a_place_goes_on_after_the_tag_it_knows() throws Exception {
        String channel = newChannel();
        String url = "/api/events/" + channel;
        String tag = hub().poll(url).header("ETag");

        assertThat(hub().pollRaw(url, "If-None-Match", tag).statusCode()).isEqualTo(304);
        hub().publishNumbers(channel, 1, 2);
        PollAnswer answer = PollAnswer.of(hub().pollRaw(url, "If-None-Match", tag));

        assertThat(answer.data()).containsExactly("1", "2");
        assertThat(hub().pollRaw(url, "If-None-Match", answer.header("ETag")).statusCode())
                .isEqualTo(304);
        assertThat(hub().pollRaw(url, "If-None-Match", "*").statusCode()).isEqualTo(304);
    }

    // --- pages backwards ---

    @Test
    default void pages_backwards_meet_the_beginning() throws Exception {
        String channel = newChannel();
        hub().publishNumbers(channel, 1, 5);
        hub().publish(newChannel(), "noise");
        hub().publishNumbers(channel, 6, 7);
        PollAnswer newest = hub().poll("/api/events/" + channel + "?last=2");
        String oldestKnown = newest.events().get(0).getString("id");

        PollAnswer page = hub().poll("/api/events/" + channel + "?limit=3&before=" + oldestKnown);
        PollAnswer last = hub().poll("/api/events/" + channel + "?limit=3&before="
                + page.body().getString("before"));

        assertThat(newest.data()).containsExactly("6", "7");
        assertThat(page.data()).containsExactly("3", "4", "5");
        assertThat(page.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(page.header("ETag")).isEmpty();
        assertThat(last.data()).containsExactly("1", "2");
        assertThat(last.hasGap()).isFalse();
        assertThat(last.body().isNull("before")).isTrue();
        assertThat(hub().poll("/api/events/" + channel + "?last_event_id=" + page.cursor())
                        .data())
                .as("forwards from where the page ended")
                .containsExactly("6", "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=latest",
                "before=k3-1&last=5",
                "before=k3-1&wait=5",
                "wait=61",
                "wait=-1",
                "wait=soon",
                "limit=0",
                "limit=1001",
                "limit=all"
            })
    default void a_poll_with_a_flaw_is_refused(String query) throws Exception {
        HttpResponse<String> answer = hub().pollRaw("/api/events/" + newChannel() + "?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    // --- polls that wait ---

    @Test
    default void a_poll_that_waits_is_answered_by_the_next_event() throws Exception {
        String channel = newChannel();
        String cursor = hub().poll("/api/events/" + channel).cursor();

        String[] id = new String[1];
        PollAnswer answer = PollAnswer.of(whileWaiting(
                () -> hub().pollRaw("/api/events/" + channel + "?wait=14&last_event_id=" + cursor),
                () -> id[0] = hub().publish(channel, "at last")));

        assertThat(answer.data()).containsExactly("at last");
        assertThat(answer.cursor()).isEqualTo(id[0]);
        assertThat(answer.header("ETag")).isEqualTo("\"" + id[0] + "\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    default void a_poll_that_waits_is_answered_at_once_if_there_is_something() throws Exception {
        String channel = newChannel();
        String first = hub().publish(channel, "1");
        hub().publish(channel, "2");
        long begin = System.nanoTime();

        PollAnswer answer = hub().poll("/api/events/" + channel + "?wait=14&last_event_id=" + first);

        assertThat(answer.data()).containsExactly("2");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    default void a_poll_that_waits_in_vain_is_told_where_to_go_on() throws Exception {
        String channel = newChannel();
        String cursor = hub().publish(channel, "0");
        String later = hub().publish(newChannel(), "for others");
        long begin = System.nanoTime();

        PollAnswer answer = hub().poll("/api/events/" + channel + "?wait=0.5&last_event_id=" + cursor);

        assertThat(answer.events()).isEmpty();
        assertThat(answer.cursor()).isEqualTo(later);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(450));
    }

    @Test
    default void a_poll_that_waits_and_knows_the_newest_is_told_what_follows_or_that_nothing_did() throws Exception {
        String channel = newChannel();
        hub().publishNumbers(channel, 1, 3);
        String url = "/api/events/" + channel + "?last=2";
        String tag = hub().poll(url).header("ETag");

        HttpResponse<String> inVain = hub().pollRaw(url + "&wait=0.5", "If-None-Match", tag);
        PollAnswer all = PollAnswer.of(whileWaiting(
                () -> hub().pollRaw(url + "&wait=14", "If-None-Match", tag), () -> hub().publish(channel, "4")));

        assertThat(inVain.statusCode()).isEqualTo(304);
        assertThat(inVain.headers().firstValue("ETag")).hasValue(tag);
        assertThat(inVain.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(all.data()).as("the whole answer to last=2").containsExactly("3", "4");
    }

    /** A container does not tell of it, so the end of the wait gives the place back. */
    @Test
    default void a_poller_that_goes_away_gives_its_place_back() throws Exception {
        String channel = newChannel();
        try (HubFigures figures = HubFigures.of(RealWar.pid())) {
            awaitNobody(figures);
            List<Socket> pollers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                pollers.add(RawStream.ask(hub().at("/api/events/" + channel + "?wait=3"), "Accept: application/json"));
            }
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 5);
            for (Socket poller : pollers) {
                poller.close();
            }

            awaitNobody(figures);
            assertThat(figures.feeds()).isZero();
        }
    }

    // --- HEAD ---

    @Test
    default void head_tells_the_cursor_alone() throws Exception {
        String channel = newChannel();
        String id = hub().publish(channel, "1");
        String url = "/api/events/" + channel;

        HttpResponse<String> head = hub().call("HEAD", url, "Accept", "application/json");
        HttpResponse<String> known =
                hub().call("HEAD", url, "Accept", "application/json", "If-None-Match", "\"" + id + "\"");
        HttpResponse<String> flawed = hub().call("HEAD", url + "?wait=61", "Accept", "application/json");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(head.headers().firstValue("Carillon-Cursor")).hasValue(id);
        assertThat(head.headers().firstValue("ETag")).hasValue("\"" + id + "\"");
        assertThat(head.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(head.body()).isEmpty();
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(flawed.statusCode()).isEqualTo(400);
    }

    private static List<String> numbers(int from, int through) {
        return IntStream.rangeClosed(from, through).mapToObj(Integer::toString).toList();
    }
}
