package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Hostile;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.stream.SseFormat;
import dev.carillon.stream.WhatwgEventStreamParser;
import dev.carillon.stream.WhatwgEventStreamParser.Item;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a publisher sends is an event that is one event at the other end too, or is refused. */
class RequestFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ApiSettings NAMES = new ApiSettings(100, 64, 100);

    @Property
    void a_body_with_headers_is_one_event_or_refused(
            @ForAll("data") String data,
            @ForAll("names") String channel,
            @ForAll("names") String type,
            @ForAll("names") String key,
            @ForAll boolean json) {
        Map<String, String> headers = Map.of("Event-Type", type, "Event-Key", key);
        parsed(() -> List.of(Publication.event(NAMES.channel(channel), new RequestBody(data, json), headers::get, NOW)))
                .ifPresent(events -> events.forEach(RequestFuzzTest::assertOneEvent));
    }

    @Property
    void a_batch_is_events_or_refused(@ForAll("documents") String document) {
        parsed(() -> Batch.parse(new RequestBody(document, true), 10, NAMES, NOW)
                        .events())
                .ifPresent(events -> {
                    assertThat(events).hasSizeBetween(1, 10);
                    events.forEach(RequestFuzzTest::assertOneEvent);
                });
    }

    @Property
    void a_json_body_has_its_fields_or_is_refused(@ForAll("documents") String document) {
        parsed(() -> JsonBody.of(document, Set.of("token", "code"))).ifPresent(body -> {
            assertThat(body.object().keySet()).isSubsetOf("token", "code");
            parsed(() -> body.text("token"));
        });
    }

    @Property
    void every_header_has_some_meaning(@ForAll("data") String header) {
        assertThat(Language.of(header)).isNotNull();
        assertThat(Audience.of(header)).isNotNull();
    }

    private static void assertOneEvent(Event event) {
        List<Item> items = new ArrayList<>();
        byte[] frame = SseFormat.PLAIN.event(event, null);
        new WhatwgEventStreamParser(items::add).feed(frame, 0, frame.length);
        String type = event.type() == null ? "message" : event.type();
        assertThat(items).singleElement().isInstanceOfSatisfying(Message.class, message -> {
            assertThat(message.type()).isEqualTo(type);
            assertThat(message.lastEventId()).isEmpty();
            assertThat(message.data()).isEqualTo(asRead(event.payload().text()));
        });
    }

    /** A line ends with LF at the other end, and half a character cannot be sent. */
    private static String asRead(String text) {
        String sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return sent.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static <T> Optional<T> parsed(Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (HubException refused) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> data() {
        return Hostile.text(
                "data: x", "\nid: 1\n", "\n\n", "event: y", "retry: 0", "{\"a\":1}", "text/html", "zh;q=0.5", "q=");
    }

    @Provide
    Arbitrary<String> names() {
        return Hostile.text("a", "orders/7", "b", "carillon.", "");
    }

    @Provide
    Arbitrary<String> documents() {
        return Hostile.text(
                "[",
                "]",
                "{",
                "}",
                "\"channel\":\"a\"",
                "\"data\":1",
                "\"data\":\"x\\ny\\u0000\"",
                "\"type\":\"a\\rb\"",
                "\"key\":null",
                "\"volatile\":true",
                "\"token\":\"x\"",
                "{\"channel\":\"a\",\"data\":1}",
                "1e999999999",
                "{\"a\":".repeat(2_000),
                "true",
                "[".repeat(2_000));
    }
}
