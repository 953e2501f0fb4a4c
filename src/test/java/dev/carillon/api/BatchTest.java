package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many events in one document. */
class BatchTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ApiSettings NAMES = new ApiSettings(20, 64, 128);
    private static final ChannelName CHANNEL = new ChannelName("a");

    @Test
    void an_object_is_a_batch_of_one() {
        Batch batch = parse("{\"channel\":\"a\",\"type\":\"t\",\"key\":\"k\",\"data\":\"x\",\"volatile\":true}");

        assertThat(batch.single()).isTrue();
        assertThat(batch.events())
                .containsExactly(Event.of(CHANNEL, Payload.text("x"), NOON)
                        .withType("t")
                        .withKey("k")
                        .asVolatile());
    }

    @Test
    void an_array_keeps_its_order() {
        Batch batch = parse("[{\"channel\":\"a\",\"data\":1},{\"channel\":\"a\",\"data\":\"1\",\"type\":null},"
                + "{\"channel\":\"a\",\"data\":{\"b\":[null]}}]");

        assertThat(batch.single()).isFalse();
        assertThat(batch.events())
                .extracting(Event::payload)
                .containsExactly(Payload.json("1"), Payload.text("1"), Payload.json("{\"b\":[null]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "false", "1.50", "1E+400", "[]", "{}", "\"\""})
    void data_may_be_any_value(String value) {
        Payload payload = parse("{\"channel\":\"a\",\"data\":" + value + "}")
                .events()
                .get(0)
                .payload();

        assertThat(payload).isEqualTo(value.equals("\"\"") ? Payload.text("") : Payload.json(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"data":1}                                 | Event 1 has no "channel".
            {"channel":"a"}                            | Event 1 has no "data".
            {"channel":1,"data":1}                     | Event 1 has a "channel" that is not a string.
            {"channel":"a","data":1,"type":1}          | Event 1 has a "type" that is not a string.
            {"channel":"a","data":1,"key":[]}          | Event 1 has a "key" that is not a string.
            {"channel":"a","data":1,"volatile":"true"} | Event 1 has a "volatile" that is neither true nor false.
            {"channel":"a","data":1,"volatile":null}   | Event 1 has a "volatile" that is neither true nor false.
            {"channel":"a","data":1,"id":"k3-1"}       | Event 1 has the unknown field 'id'.
            [{"channel":"a","data":1},2]               | Event 2 is not an object.
            []                                         | Event 1 is missing.
            1                                          | Event 1 is neither an object nor an array of objects.
            """)
    void a_flaw_is_told_with_the_number_of_the_event(String document, String finding) {
        assertThatThrownBy(() -> parse(document)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.INVALID_EVENT);
            assertThat(e.finding()).isEqualTo(finding);
            assertThat(e.remedy()).isEqualTo("Nothing was published; correct it.");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"channel":"~a","data":1}                  | RESERVED_CHANNEL
            {"channel":"a b","data":1}                 | INVALID_CHANNEL
            {"channel":"a","data":1,"type":"a\\u000ab"} | INVALID_EVENT
            {"channel":"a","data":1,"type":""}         | INVALID_EVENT
            {"channel":"a","data":"\\ud800"}            | INVALID_EVENT
            """)
    void names_and_text_follow_the_rules_of_the_hub(String document, Problem problem) {
        assertRefused(document, problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "[{\"channel\":\"a\",\"data\":1}",
                "{\"channel\":\"a\",\"data\":1} x",
                "{\"a\"}",
                "[{\"channel\":\"a\",\"data\":1}]]"
            })
    void what_is_not_one_json_document_is_refused(String document) {
        assertRefused(document, Problem.MALFORMED_JSON);
    }

    /** The last of them counted; a proxy that looks into bodies may have looked at the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"a\",\"channel\":\"b\",\"data\":1}",
                "{\"channel\":\"a\",\"data\":1,\"\\u0064ata\":2}",
                "[{\"channel\":\"a\",\"data\":1},{\"data\":1,\"channel\":\"a\",\"data\":1}]",
                "{\"channel\":\"a\",\"data\":[{\"x\":{\"y\":1,\"z\":2,\"y\":1}}]}"
            })
    void a_field_that_is_there_twice_is_refused(String document) {
        assertThatThrownBy(() -> parse(document)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.MALFORMED_JSON);
            assertThat(e.finding()).matches("There is '(channel|data|y)' twice in one\\.");
        });
    }

    @Test
    void the_same_field_in_two_objects_is_not_there_twice() {
        String data = "[{\"a\":1},{\"a\":{\"a\":[true,null,\"x\",-1.50]}}]";

        Payload payload = parse("{\"channel\":\"a\",\"data\":" + data + "}")
                .events()
                .get(0)
                .payload();

        assertThat(payload).isEqualTo(Payload.json(data));
    }

    @Test
    void an_event_too_many_is_refused_before_the_rest_is_read() {
        String event = "{\"channel\":\"a\",\"data\":1}";

        assertThat(parse("[" + event + "," + event + "," + event + "]").events())
                .hasSize(3);
        assertRefused("[" + event + "," + event + "," + event + "," + event + ", garbage", Problem.BATCH_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void a_document_of_ten_thousand_levels_is_refused(String level) {
        String bomb = level.repeat(10_000);

        assertRefused("{\"channel\":\"a\",\"data\":" + bomb, Problem.MALFORMED_JSON);
        assertRefused("[{\"channel\":\"a\",\"data\":" + bomb, Problem.MALFORMED_JSON);
        assertRefused(bomb, Problem.MALFORMED_JSON);
    }

    @Test
    void a_number_of_enormous_size_is_not_computed() {
        Payload payload = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> parse("{\"channel\":\"a\",\"data\":[1E+999999999]}")
                        .events()
                        .get(0)
                        .payload());

        assertThat(payload).isEqualTo(Payload.json("[1E+999999999]"));
    }

    /** The parser of JSON-P has a limit of its own, and its exception is not one of JSON-P's. */
    @Test
    void a_number_of_many_digits_is_refused_and_does_not_hang() {
        String digits = "1".repeat(100_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertRefused("{\"channel\":\"a\",\"data\":" + digits + "}", Problem.MALFORMED_JSON);
            assertRefused("[{\"channel\":\"a\",\"data\":[" + digits + "]}]", Problem.MALFORMED_JSON);
        });
    }

    @Test
    void a_batch_that_is_not_said_to_be_json_is_refused() {
        assertThatThrownBy(() -> Batch.parse(new RequestBody("[]", false), 3, NAMES, NOON))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUPPORTED_MEDIA_TYPE));
    }

    private static void assertRefused(String document, Problem problem) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void a_channel_that_is_too_long_is_refused() {
        String document = "[{\"channel\":\"a\",\"data\":1},{\"channel\":\"" + "b".repeat(21) + "\",\"data\":1}]";

        assertThatThrownBy(() -> parse(document)).isInstanceOfSatisfying(LimitExceededException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.INVALID_CHANNEL);
            assertThat(e.limit()).isEqualTo(Limit.CHANNEL_LENGTH);
        });
    }

    private static Batch parse(String document) {
        return Batch.parse(new RequestBody(document, true), 3, NAMES, NOON);
    }
}
