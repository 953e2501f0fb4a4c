package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who publishes gets an id, and who listens gets the event. */
interface PublishScenarios extends Scenario {

    @Test
    default void text_arrives_as_it_was_sent() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            String id = hub().publish(channel, "hello é😀\r\n\r\n: not a comment\rend\n");

            assertThat(stream.nextMessage())
                    .isEqualTo(new Message("message", "hello é😀\n\n: not a comment\nend\n", id));
        }
    }

    @Test
    default void the_stream_is_framed_byte_for_byte() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            String cursor = stream.awaitCursor();

            String id = hub().publish(channel, "a\r\nb\r\rc", "Event-Type", "add");

            stream.nextMessage();
            assertThat(stream.readBody(1))
                    .asString(StandardCharsets.UTF_8)
                    .matches("retry: [0-9]+\n: carillon\n\nid: " + cursor + "\n\n" + "id: " + id
                            + "\nevent: add\ndata: a\ndata: b\ndata: \ndata: c\n\n");
        }
    }

    @Test
    default void json_arrives_as_it_was_sent() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            hub().publish(channel, "{ \"price\": 1.10 }", "Content-Type", "application/json");

            assertThat(stream.nextMessage().data()).isEqualTo("{ \"price\": 1.10 }");
        }
    }

    @Test
    default void an_event_is_created_at_a_location_from_where_a_reader_can_go_on() throws Exception {
        String channel = newChannel();

        HttpResponse<String> response =
                hub().post("/api/events/" + channel, "first", "Event-Type", "t", "Event-Key", "k");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        String id = response.body().replaceAll("\\{\"id\":\"(.*)\"}", "$1");
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/api/events/" + channel + "?last_event_id=" + id);
        hub().publish(channel, "second");
        try (RawStream stream = hub().stream(location)) {
            assertThat(stream.nextMessage().data()).isEqualTo("second");
        }
    }

    @Test
    default void the_largest_event_arrives_whole() throws Exception {
        String channel = newChannel();
        String data = "0123456789abcde\n".repeat(4096);
        try (RawStream stream = hub().subscribe(channel)) {
            hub().publish(channel, data);
            hub().publish(channel, "");

            assertThat(stream.nextMessage().data()).isEqualTo(data);
            assertThat(stream.nextMessage().data()).isEmpty();
        }
    }

    @Test
    default void a_volatile_event_is_accepted_and_has_no_id() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            String cursor = stream.awaitCursor();
            HttpResponse<String> response = hub().post("/api/events/" + channel, "now", "Event-Volatile", "true");
            String id = hub().publish(channel, "kept");

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.body()).isEqualTo("{\"id\":null}");
            assertThat(stream.nextMessage()).isEqualTo(new Message("message", "now", cursor));
            assertThat(stream.nextMessage()).isEqualTo(new Message("message", "kept", id));
            assertThat(cursor).isNotEqualTo(id);
        }
        try (RawStream later = hub().stream("/api/events/" + channel + "?from=earliest")) {
            assertThat(later.nextMessage().data()).isEqualTo("kept");
        }
    }

    @Test
    default void one_event_as_json_names_its_channel_itself() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            HttpResponse<String> response = hub().post(
                            "/api/events",
                            "{\"channel\":\"" + channel + "\",\"type\":\"t\",\"key\":\"k\",\"data\":[1,2]}",
                            "Content-Type",
                            "application/json");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith("/api/events/" + channel);
            Message message = stream.nextMessage();
            assertThat(message).isEqualTo(new Message("t", "[1,2]", message.lastEventId()));
            assertThat(response.body()).isEqualTo("{\"id\":\"" + message.lastEventId() + "\"}");
        }
    }

    @Test
    default void a_batch_is_published_in_its_order_with_ids_that_follow_each_other() throws Exception {
        String channel = newChannel();
        try (RawStream stream = hub().subscribe(channel)) {
            HttpResponse<String> response = hub().post(
                            "/api/events",
                            "[{'channel':'C','data':'a'},{'channel':'C','data':'b','volatile':true},{'channel':'C','data':'c'}]"
                                    .replace('\'', '"')
                                    .replace("C", channel),
                            "Content-Type",
                            "application/json");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            String a = response.body().replaceAll("\\{\"ids\":\\[\"([^\"]+)\",null,\"([^\"]+)\"]}", "$1");
            long offset = Long.parseLong(a.substring(a.indexOf('-') + 1));
            String c = a.substring(0, a.indexOf('-') + 1) + (offset + 1);
            assertThat(response.body()).isEqualTo("{\"ids\":[\"" + a + "\",null,\"" + c + "\"]}");
            assertThat(stream.nextData(3))
                    .containsExactlyInAnyOrder("a", "b", "c")
                    .containsSubsequence("a", "c");
            assertThat(stream.lastEventId()).isEqualTo(c);
        }
    }

    @Test
    default void a_batch_with_a_flaw_publishes_nothing() throws Exception {
        String channel = newChannel();
        String batch = "[{\"channel\":\"" + channel + "\",\"data\":1},{\"channel\":\"no channel\",\"data\":2}]";

        HttpResponse<String> response = hub().post("/api/events", batch, "Content-Type", "application/json");
        hub().publish(channel, "after");

        assertThat(response.statusCode()).isEqualTo(400);
        try (RawStream stream = hub().stream("/api/events/" + channel + "?from=earliest")) {
            assertThat(stream.nextMessage().data()).isEqualTo("after");
        }
    }

    @Test
    default void patterns_choose_channels() throws Exception {
        String root = newChannel();
        try (RawStream segment = hub().subscribe(root + "/*/x");
                RawStream rest = hub().subscribe(root + "/**");
                RawStream both = hub().stream("/api/events?channel=" + root + "/a/*&channel=" + root + "/**")) {
            for (String channel : new String[] {root, root + "/a/x", root + "/a/y", root + "/a/b/x", root + "/b/x"}) {
                hub().publish(channel, channel.substring(root.length()));
            }

            assertThat(segment.nextData(2)).containsExactly("/a/x", "/b/x");
            assertThat(rest.nextData(5)).containsExactly("", "/a/x", "/a/y", "/a/b/x", "/b/x");
            assertThat(both.nextData(5)).containsExactly("", "/a/x", "/a/y", "/a/b/x", "/b/x");
        }
    }

    @Test
    default void an_envelope_names_the_channel() throws Exception {
        String root = newChannel();
        try (RawStream stream = hub().stream("/api/events?envelope=true&channel=" + root + "/**")) {
            String id = hub().publish(root + "/a", "[1,\n2]", "Content-Type", "application/json", "Event-Key", "k");

            Message message = stream.nextMessage();

            assertThat(message.lastEventId()).isEqualTo(id);
            assertThat(message.data())
                    .matches("\\{\"id\":\"" + id + "\",\"channel\":\"" + root + "/a\",\"type\":null,\"key\":\"k\","
                            + "\"time\":\"20[0-9T:.-]+Z\",\"data\":\\[1, 2]}");
        }
    }

    @Test
    default void a_request_that_is_sent_again_with_its_key_is_published_once() throws Exception {
        String channel = newChannel();
        String key = "key-" + channel;

        HttpResponse<String> first = hub().post("/api/events/" + channel, "once", "Idempotency-Key", key);
        HttpResponse<String> again = hub().post("/api/events/" + channel, "once", "Idempotency-Key", key);
        HttpResponse<String> other = hub().post("/api/events/" + channel, "other", "Idempotency-Key", key);
        hub().publish(channel, "last");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("/problems/idempotency-key-reused");
        try (RawStream stream = hub().stream("/api/events?channel=" + channel + "&from=earliest")) {
            assertThat(stream.nextData(2)).containsExactly("once", "last");
        }
    }

    @Test
    default void a_batch_that_is_sent_again_with_its_key_has_the_same_ids() throws Exception {
        String channel = newChannel();
        String batch = "[{\"channel\":\"" + channel + "\",\"data\":1},{\"channel\":\"" + channel
                + "\",\"data\":\"v\",\"volatile\":true},{\"channel\":\"" + channel + "\",\"data\":2}]";
        String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "batch-" + channel};

        HttpResponse<String> first = hub().post("/api/events", batch, headers);
        HttpResponse<String> again = hub().post("/api/events", batch, headers);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body()).contains("null");
        HttpResponse<String> otherVolatile = hub().post("/api/events", batch.replace("\"v\"", "\"w\""), headers);
        assertThat(otherVolatile.statusCode())
                .as("only the volatile one differs")
                .isEqualTo(422);
    }

    @Test
    default void a_key_that_is_none_or_that_nothing_can_remember_is_refused() throws Exception {
        HttpResponse<String> blank = hub().post("/api/events/" + newChannel(), "x", "Idempotency-Key", "a b");
        HttpResponse<String> unkept =
                hub().post("/api/events/" + newChannel(), "x", "Idempotency-Key", "k", "Event-Volatile", "true");

        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).contains("/problems/invalid-idempotency-key");
        assertThat(unkept.statusCode()).isEqualTo(400);
        assertThat(unkept.body()).contains("/problems/invalid-event").contains("volatile");
    }

    /**
     * Java's client asks for HTTP/2 with its first request on a connection ({@code Upgrade: h2c}). Payara lost the connection when the
     * body of that one was read without blocking, and the client published it again.
     */
    @Test
    default void a_client_that_would_rather_speak_http_2_publishes_once() throws Exception {
        String channel = newChannel();
        for (int i = 0; i < 20; i++) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(hub().at("/api/events/" + channel))
                    .POST(BodyPublishers.ofString("event " + i))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
        }
        assertThat(hub().poll("/api/events/" + channel + "?from=earliest").data())
                .hasSize(20);
    }
}
