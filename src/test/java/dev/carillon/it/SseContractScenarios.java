package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.resource.AnnouncementsResource;
import dev.carillon.it.resource.ContractResource;
import dev.carillon.stream.WhatwgEventStreamParser.Comment;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import dev.carillon.stream.WhatwgEventStreamParser.Retry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;

/**
 * Server-sent events as the Jakarta REST specification (chapter 9) and the documentation of its interfaces promise them, tried
 * with resources that a JAR beside the WAR's own has added.
 */
interface SseContractScenarios extends Scenario {

    static JavaArchive resources() {
        return ShrinkWrap.create(JavaArchive.class, "contract.jar")
                .addClasses(ContractResource.class, ContractResource.Price.class, AnnouncementsResource.class)
                .addAsManifestResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    @Test
    default void everybody_who_is_registered_gets_what_is_broadcast() throws Exception {
        String name = newBroadcaster();
        try (RawStream a = registered("a", name);
                RawStream b = registered("b", name)) {
            call("POST", "broadcasters/" + name + "/events", "hello", "Event-Name", "greeting");

            assertThat(a.nextMessage()).isEqualTo(new Message("greeting", "hello", ""));
            assertThat(b.nextMessage()).isEqualTo(new Message("greeting", "hello", ""));
        }
    }

    @Test
    default void nobody_else_reaches_a_private_broadcaster() throws Exception {
        String name = newBroadcaster();
        String other = newBroadcaster();
        try (RawStream stream = registered("a", name)) {
            call("POST", "broadcasters/" + other + "/events", "for others");
            call("POST", "broadcasters/" + name + "/events", "for us");

            assertThat(stream.nextMessage().data()).isEqualTo("for us");
            assertThat(hub().get("/api/events?channel=~sse/**").statusCode()).isEqualTo(400);
        }
    }

    @Test
    default void one_sink_listens_to_two_broadcasters() throws Exception {
        String one = newBroadcaster();
        String two = newBroadcaster();
        try (RawStream stream = registered("a", one, two)) {
            call("POST", "broadcasters/" + one + "/events", "1");
            call("POST", "broadcasters/" + two + "/events", "2");
            call("DELETE", "broadcasters/" + one + "?cascading=false", "");
            call("POST", "broadcasters/" + two + "/events", "3");

            assertThat(stream.nextData(3)).containsExactly("1", "2", "3");
        }
    }

    @Test
    default void registering_twice_delivers_once() throws Exception {
        String name = newBroadcaster();
        try (RawStream stream = registered("a", name, name)) {
            call("POST", "broadcasters/" + name + "/events", "1");
            call("POST", "broadcasters/" + name + "/events", "2");

            assertThat(stream.nextData(2)).containsExactly("1", "2");
        }
    }

    @Test
    default void objects_are_written_by_json_b() throws Exception {
        String name = newBroadcaster();
        try (RawStream stream = registered("a", name)) {
            call("POST", "broadcasters/" + name + "/prices", "");

            assertThat(stream.nextMessage())
                    .isEqualTo(new Message("price", "{\"symbol\":\"ACME\",\"value\":12.5}", ""));
        }
    }

    @Test
    default void a_client_that_is_gone_is_told_to_the_listeners_once() throws Exception {
        String name = newBroadcaster();
        RawStream stream = registered(name + "-a", name);

        stream.reset();

        awaitNotes(name, "error " + name + " " + name + "-a\nclose " + name + " " + name + "-a closed=true");
        call("POST", "broadcasters/" + name + "/events", "to nobody");
    }

    @Test
    default void closing_a_broadcaster_ends_its_sinks_after_what_was_broadcast_before() throws Exception {
        for (String cascading : new String[] {"", "?cascading=true"}) {
            String name = newBroadcaster();
            try (RawStream stream = registered(name + "-a", name)) {
                call("POST", "broadcasters/" + name + "/events", "last words");
                call("DELETE", "broadcasters/" + name + cascading, "");

                assertThat(stream.nextMessage().data()).isEqualTo("last words");
                assertThat(stream.endsWithin(RawStream.PATIENCE)).isTrue();
                awaitNotes(name, "close " + name + " " + name + "-a closed=true");
            }
        }
    }

    @Test
    default void closing_without_cascading_leaves_the_sinks_open() throws Exception {
        String name = newBroadcaster();
        try (RawStream stream = registered(name + "-a", name)) {
            call("DELETE", "broadcasters/" + name + "?cascading=false", "");

            assertThat(call("GET", "kept/" + name + "-a/closed", "")).isEqualTo("false");
            assertThat(call("POST", "kept/" + name + "-a/events", "still here")).isEqualTo("taken");
            assertThat(stream.nextMessage().data()).isEqualTo("still here");
            assertThat(notes(name)).isEmpty();
        }
    }

    @Test
    default void a_closed_broadcaster_refuses_everything_but_to_be_closed() throws Exception {
        String name = newBroadcaster();
        try (RawStream stream = registered(name + "-a", name)) {
            call("DELETE", "broadcasters/" + name + "?cascading=false", "");

            assertThat(call("GET", "broadcasters/" + name + "/attempts?sink=" + name + "-a", ""))
                    .isEqualTo("register IllegalStateException\nbroadcast IllegalStateException\n"
                            + "onClose IllegalStateException\nonError IllegalStateException\nclose ok\nclose(true) ok");
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    default void a_sink_that_is_kept_sends_whatever_an_event_has() throws Exception {
        String name = UUID.randomUUID().toString();
        try (RawStream stream = hub().stream("/api/contract/kept/" + name)) {
            assertThat(stream.next()).isInstanceOf(Retry.class);
            assertThat(stream.nextComment()).isEqualTo(new Comment(" carillon"));

            assertThat(call("POST", "kept/" + name + "/events", "a\nb")).isEqualTo("taken");

            Comment comment = stream.nextComment();
            while (comment.equals(new Comment(""))) {
                // A heartbeat: the machine is busy.
                comment = stream.nextComment();
            }
            assertThat(comment).isEqualTo(new Comment(" of " + name));
            assertThat(stream.next()).isEqualTo(new Retry(1_500));
            assertThat(stream.next()).isEqualTo(new Message("n", "a\nb", "7"));
        }
    }

    @Test
    default void a_sink_that_is_closed_ends_the_response_and_refuses_to_send() throws Exception {
        String name = UUID.randomUUID().toString();
        try (RawStream stream = hub().stream("/api/contract/kept/" + name)) {
            assertThat(call("GET", "kept/" + name + "/closed", "")).isEqualTo("false");
            call("POST", "kept/" + name + "/events", "last words");

            call("DELETE", "kept/" + name, "");

            assertThat(call("GET", "kept/" + name + "/attempts", ""))
                    .isEqualTo("isClosed true\nsend IllegalStateException\nclose ok");
            assertThat(stream.nextMessage().data()).isEqualTo("last words");
            assertThat(stream.endsWithin(RawStream.PATIENCE)).isTrue();
        }
    }

    @Test
    default void sending_fails_when_the_client_is_gone() throws Exception {
        String name = UUID.randomUUID().toString();
        RawStream stream = hub().stream("/api/contract/kept/" + name);
        assertThat(call("POST", "kept/" + name + "/events", "hello")).isEqualTo("taken");

        stream.reset();

        Awaitility.await()
                .atMost(RawStream.PATIENCE)
                .until(() ->
                        call("POST", "kept/" + name + "/events", "anybody?").equals("failed"));
        assertThat(call("GET", "kept/" + name + "/closed", "")).isEqualTo("true");
    }

    @Test
    default void a_method_that_throws_answers_with_a_problem_and_opens_no_stream() throws Exception {
        HttpResponse<String> response = hub().get("/api/contract/failing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Carillon-Sink")).isEmpty();
    }

    @Test
    default void an_injected_broadcaster_is_a_view_of_its_channel() throws Exception {
        try (RawStream registered = hub().stream("/api/announcements");
                RawStream subscribed = hub().subscribe("it/announcements")) {
            assertThat(hub().post("/api/announcements", "by the application").body())
                    .isEqualTo("done");
            String id = hub().publish("it/announcements", "by anybody");

            for (RawStream stream : new RawStream[] {registered, subscribed}) {
                Message first = stream.nextMessage();
                assertThat(first.type()).isEqualTo("announcement");
                assertThat(first.data()).isEqualTo("by the application");
                assertThat(first.lastEventId()).isNotEmpty();
                assertThat(stream.nextMessage()).isEqualTo(new Message("message", "by anybody", id));
            }
        }
    }

    // --- the test resource ---

    private String newBroadcaster() throws Exception {
        String name = UUID.randomUUID().toString();
        call("POST", "broadcasters/" + name, "");
        return name;
    }

    private RawStream registered(String sink, String... broadcasters) throws IOException {
        RawStream stream =
                hub().stream("/api/contract/registered/" + sink + "?with=" + String.join("&with=", broadcasters));
        try {
            assertThat(stream.nextMessage()).isEqualTo(new Message("welcome", sink, ""));
            return stream;
        } catch (IOException | AssertionError e) {
            stream.close();
            throw e;
        }
    }

    private String call(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> response = method.equals("POST")
                ? hub().post("/api/contract/" + path, body, headers)
                : hub().call(method, "/api/contract/" + path, headers);
        assertThat(response.statusCode()).as(path + " " + response.body()).isBetween(200, 299);
        return response.body();
    }

    private String notes(String broadcaster) throws Exception {
        return call("GET", "notes", "")
                .lines()
                .filter(note -> note.contains(broadcaster))
                .sorted((a, b) -> b.substring(0, 5).compareTo(a.substring(0, 5)))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private void awaitNotes(String broadcaster, String expected) {
        Awaitility.await()
                .atMost(RawStream.PATIENCE)
                .untilAsserted(() -> assertThat(notes(broadcaster)).isEqualTo(expected));
    }
}
