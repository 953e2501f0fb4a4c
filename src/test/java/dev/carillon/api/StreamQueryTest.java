package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.EventId;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidEventIdException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.InvalidSelectorException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.stream.SseFormat;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader may ask for. */
class StreamQueryTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    private static final ApiSettings MAX = new ApiSettings(10, 3, 12);

    @Test
    void the_channel_of_the_path_and_those_of_the_query_are_one_subscription() {
        StreamQuery query = query("channel", List.of("b/*", "a", "a"));
        setPathChannel(query, "c");

        assertThat(query.selectors(new ApiSettings(10, 4, 12))).isEqualTo(SelectorSet.of("a", "b/*", "c"));
    }

    @Test
    void a_subscription_without_a_channel_is_refused() {
        assertRefused(() -> new StreamQuery().selectors(MAX), Problem.MISSING_CHANNEL);
    }

    @Test
    void a_selector_too_many_is_refused() {
        StreamQuery query = query("channel", List.of("a", "b", "c", "d"));

        assertThatThrownBy(() -> query.selectors(MAX)).isInstanceOfSatisfying(LimitExceededException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.TOO_MANY_SELECTORS);
            assertThat(e.limit()).isEqualTo(Limit.SELECTORS);
            assertThat(e.rule()).isEqualTo("A subscription has at most 3 selectors.");
            assertThat(e.finding()).isEqualTo("It has 4.");
            assertThat(e.remedy()).isNotEmpty();
        });
    }

    @Test
    void a_selector_that_is_too_long_is_refused() {
        assertThat(query("channel", List.of("a".repeat(12))).selectors(MAX)).isEqualTo(SelectorSet.of("a".repeat(12)));

        for (StreamQuery query : List.of(query("channel", List.of("a", "b".repeat(13))), ofPath("b".repeat(13)))) {
            assertThatThrownBy(() -> query.selectors(MAX)).isInstanceOfSatisfying(LimitExceededException.class, e -> {
                assertThat(e.problem()).isEqualTo(Problem.INVALID_SELECTOR);
                assertThat(e.limit()).isEqualTo(Limit.SELECTOR_LENGTH);
                assertThat(e.finding()).isEqualTo("'bbbbbbbbbbbbb' has 13.");
            });
        }
    }

    @Test
    void the_channel_of_the_path_counts_too() {
        StreamQuery query = query("channel", List.of("a", "b", "c"));
        setPathChannel(query, "d");

        assertRefused(() -> query.selectors(MAX), Problem.TOO_MANY_SELECTORS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~sse/1", "~sse/*", "~/**"})
    void channels_of_the_server_are_not_for_outside_readers(String channel) {
        assertRefused(() -> query("channel", List.of(channel)).selectors(MAX), Problem.RESERVED_CHANNEL);
        assertRefused(() -> ofPath(channel).selectors(MAX), Problem.RESERVED_CHANNEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a//b", "/a", "a/", "a b", "a*", "**/a", "a\nb", "é"})
    void what_is_no_selector_is_refused(String selector) {
        assertThatThrownBy(() -> ofPath(selector).selectors(MAX)).isInstanceOf(InvalidSelectorException.class);
    }

    @ParameterizedTest
    @CsvSource({"true,ENVELOPE", "'',ENVELOPE", "false,PLAIN"})
    void the_envelope_is_asked_for_by_name(String value, SseFormat format) {
        assertThat(query("envelope", value).format()).isEqualTo(format);
    }

    @Test
    void any_other_envelope_is_refused() {
        assertRefused(() -> query("envelope", "yes").format(), Problem.BAD_REQUEST);
    }

    @Test
    void a_reader_that_says_nothing_starts_with_what_is_new() {
        assertThat(new StreamQuery().start(CLOCK)).isEqualTo(new StartingPoint.Now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_event_id", "lastEventId", "evs_last_event_id"})
    void the_header_wins_over_every_spelling_in_the_query(String parameter) {
        StreamQuery query = query(parameter, "k3-1");
        StartingPoint byQuery = query.start(CLOCK);
        set(query, "Last-Event-ID", "k3-2");

        assertThat(byQuery).isEqualTo(new StartingPoint.After(new EventId("k3", 1)));
        assertThat(query.start(CLOCK)).isEqualTo(new StartingPoint.After(new EventId("k3", 2)));
    }

    @Test
    void an_id_wins_over_since_which_wins_over_last_which_wins_over_from() {
        StreamQuery query = query("from", "earliest");
        assertThat(query.start(CLOCK)).isEqualTo(new StartingPoint.Earliest());

        set(query, "last", "5");
        assertThat(query.start(CLOCK)).isEqualTo(new StartingPoint.Last(5));

        set(query, "since", "PT1M");
        assertThat(query.start(CLOCK)).isEqualTo(new StartingPoint.Since(NOON.minusSeconds(60)));

        set(query, "last_event_id", "k3-1");
        assertThat(query.start(CLOCK)).isEqualTo(new StartingPoint.After(new EventId("k3", 1)));
    }

    @Test
    void empty_values_count_as_absent() {
        StreamQuery query = query("from", "");
        for (String name : List.of("last", "since", "last_event_id", "lastEventId", "Last-Event-ID")) {
            set(query, name, "");
        }

        assertThat(query.start(CLOCK)).isEqualTo(new StartingPoint.Now());
    }

    /** A browser that gets a 400 never comes back. */
    @Test
    void a_foreign_id_in_the_header_is_a_gap_and_in_the_query_a_mistake() {
        String foreign = "urn:uuid:6f6a3a2c";

        assertThat(query("Last-Event-ID", foreign).start(CLOCK)).isEqualTo(new StartingPoint.AfterUnknown());
        assertThatThrownBy(() -> query("last_event_id", foreign).start(CLOCK))
                .isInstanceOf(InvalidEventIdException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T11:00:00Z, 2026-01-31T11:00:00Z",
        "2026-01-31T12:00:00.5+01:00, 2026-01-31T11:00:00.5Z",
        "PT90S, 2026-01-31T11:58:30Z",
        "P1D, 2026-01-30T12:00:00Z",
        "pt1h, 2026-01-31T11:00:00Z"
    })
    void since_is_a_time_or_a_duration(String since, Instant time) {
        assertThat(query("since", since).start(CLOCK)).isEqualTo(new StartingPoint.Since(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "P",
                "PT",
                "P1Y",
                "12:00",
                "2026-01-31",
                "2026-01-31T12:00:00 01:00",
                "PT9999999999999999H"
            })
    void any_other_since_is_refused(String since) {
        assertRefused(() -> query("since", since).start(CLOCK), Problem.INVALID_START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10001", "many", "1.5", "99999999999999999999", " 5"})
    void last_is_a_small_number(String last) {
        assertRefused(() -> query("last", last).start(CLOCK), Problem.INVALID_START);
    }

    @Test
    void from_knows_one_word() {
        assertRefused(() -> query("from", "latest").start(CLOCK), Problem.INVALID_START);
    }

    @Test
    void before_is_an_id() {
        assertThat(query("before", "k3-7").before()).contains(new EventId("k3", 7));
        assertThat(query("before", "").before()).isEmpty();
        assertThatThrownBy(() -> query("before", "latest").before()).isInstanceOf(InvalidEventIdException.class);
    }

    @ParameterizedTest
    @CsvSource({"Last-Event-ID,k3-1", "last_event_id,k3-1", "since,PT1M", "last,5", "from,earliest"})
    void before_goes_with_no_other_place(String parameter, String value) {
        StreamQuery query = query("before", "k3-7");
        set(query, parameter, value);

        assertRefused(query::before, Problem.BAD_REQUEST);
    }

    @Test
    void a_stream_refuses_before() {
        assertRefused(() -> query("before", "k3-7").refuseBefore(), Problem.BAD_REQUEST);
        assertThatNoException().isThrownBy(() -> new StreamQuery().refuseBefore());
    }

    private static void assertRefused(ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call)
                .isInstanceOfAny(InvalidRequestException.class, LimitExceededException.class)
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(List.of(e.rule(), e.finding(), e.remedy())).doesNotContain("");
                });
    }

    private static StreamQuery ofPath(String channel) {
        StreamQuery query = new StreamQuery();
        setPathChannel(query, channel);
        return query;
    }

    private static void setPathChannel(StreamQuery query, String channel) {
        set(query, "{channel}", channel);
    }

    private static StreamQuery query(String parameter, Object value) {
        StreamQuery query = new StreamQuery();
        set(query, parameter, value);
        return query;
    }

    /** As JAX-RS does it. */
    private static void set(StreamQuery query, String parameter, Object value) {
        for (Field field : StreamQuery.class.getDeclaredFields()) {
            if (names(field).contains(parameter)) {
                try {
                    field.setAccessible(true);
                    field.set(query, value);
                    return;
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no field for " + parameter);
    }

    private static List<String> names(Field field) {
        QueryParam inQuery = field.getAnnotation(QueryParam.class);
        if (field.isAnnotationPresent(PathParam.class)) {
            return List.of("{" + field.getAnnotation(PathParam.class).value() + "}");
        }
        HeaderParam inHeader = field.getAnnotation(HeaderParam.class);
        if (inQuery != null) {
            return List.of(inQuery.value());
        }
        return inHeader == null ? Collections.emptyList() : List.of(inHeader.value());
    }
}
