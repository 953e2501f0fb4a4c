package dev.carillon.api.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.EventId;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.log.PageLimit;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a poll may ask for. */
class PollQueryTest {

    private static final SelectorSet SELECTORS = SelectorSet.of("a");
    private static final EventId ID = new EventId("k3", 7);

    @Test
    void a_poll_that_says_nothing_gets_a_hundred_events_now() {
        assertThat(onwards(new PollQuery()))
                .isEqualTo(new Poll.Onwards(
                        SELECTORS,
                        new StartingPoint.Now(),
                        new PageLimit(100, 256 << 10),
                        Duration.ZERO,
                        new IfNoneMatch(false, List.of())));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "30,30000", "60,60000", "0.5,500", "59.999,59999", "'',0"})
    void a_wait_is_some_seconds(String wait, long millis) {
        assertThat(onwards(query("wait", wait)).patience()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "60.001", "-1", "1e1", "NaN", "PT5S", "5s", " 5", "+5", ".5", "1.2345", "100"})
    void any_other_wait_is_refused(String wait) {
        assertRefused(query("wait", wait));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1000,1000", "'',100", "0050,50"})
    void a_limit_is_some_events(String limit, int events) {
        assertThat(onwards(query("limit", limit)).limit().entries()).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "1.5", "all", "99999999999"})
    void any_other_limit_is_refused(String limit) {
        assertRefused(query("limit", limit));
    }

    @Test
    void a_page_backwards_does_not_wait() {
        assertThat(query("limit", "5").backwards(SELECTORS, ID))
                .isEqualTo(new Poll.Backwards(SELECTORS, ID, new PageLimit(5, 256 << 10)));
        assertThatThrownBy(() -> query("wait", "5").backwards(SELECTORS, ID))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_poll_without_a_place_goes_on_after_what_the_client_has() {
        IfNoneMatch known = new IfNoneMatch(false, List.of(ID));

        assertThat(poll(new StartingPoint.Now(), known).place()).isEqualTo(new StartingPoint.After(ID));
        assertThat(poll(new StartingPoint.Last(2), known).place()).isEqualTo(new StartingPoint.Last(2));
        assertThat(poll(new StartingPoint.Now(), IfNoneMatch.of(List.of())).place())
                .isEqualTo(new StartingPoint.Now());
    }

    private static Poll.Onwards poll(StartingPoint from, IfNoneMatch known) {
        return new Poll.Onwards(SELECTORS, from, new PageLimit(1, 1), Duration.ZERO, known);
    }

    private static Poll.Onwards onwards(PollQuery query) {
        return (Poll.Onwards) query.onwards(SELECTORS, new StartingPoint.Now());
    }

    private static void assertRefused(PollQuery query) {
        assertThatThrownBy(() -> onwards(query)).isInstanceOfSatisfying(InvalidRequestException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.BAD_REQUEST);
            assertThat(List.of(e.rule(), e.finding(), e.remedy())).doesNotContain("");
        });
    }

    /** As JAX-RS does it. */
    private static PollQuery query(String parameter, String value) {
        PollQuery query = new PollQuery();
        for (Field field : PollQuery.class.getDeclaredFields()) {
            QueryParam named = field.getAnnotation(QueryParam.class);
            if (named != null && named.value().equals(parameter)) {
                try {
                    field.setAccessible(true);
                    field.set(query, value);
                    return query;
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no field for " + parameter);
    }
}
