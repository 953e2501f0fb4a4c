package dev.carillon.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminQueryTest {

    private final MultivaluedMap<String, String> values = new MultivaluedHashMap<>();

    @Test
    void a_page_has_100_items_and_begins_at_the_beginning_unless_the_query_says_otherwise() {
        AdminQuery absent = query();
        assertThat(absent.limit()).isEqualTo(100);
        assertThat(absent.after()).isEmpty();
        assertThat(absent.number("lag", 7)).isEqualTo(7);
        assertThat(absent.isTrue("all")).isFalse();

        values.putSingle("limit", "1000");
        values.putSingle("after", "x");
        AdminQuery present = query();
        assertThat(present.limit()).isEqualTo(1000);
        assertThat(present.after()).hasValue("x");
    }

    /** A filter with a typing error would close every connection. */
    @Test
    void what_is_not_known_is_refused_and_what_is_known_is_told() {
        values.putSingle("subjekt", "me");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(this::query)
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.BAD_REQUEST);
                    assertThat(refusal.rule()).isEqualTo("The query of this request may have after, all, lag, limit.");
                    assertThat(refusal.finding()).isEqualTo("It has 'subjekt'.");
                });
    }

    @Test
    void a_parameter_stands_there_once_and_with_a_value() {
        values.add("after", "a");
        values.add("after", "b");
        assertRefused("after stands there several times.");

        values.putSingle("after", "");
        assertRefused("after has no value.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "+5", "1e2", "x", "99999999999999999999", "١"})
    void a_limit_is_a_number_from_1_to_1000(String text) {
        values.putSingle("limit", text);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> query().limit())
                .withMessageContaining("limit is a number from 1 to 1000.");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void a_truth_value_is_true_or_false(String text, boolean truth) {
        values.putSingle("all", text);

        assertThat(query().isTrue("all")).isEqualTo(truth);
    }

    @Test
    void anything_else_is_no_truth_value() {
        values.putSingle("all", "yes");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> query().isTrue("all"))
                .withMessageContaining("all is true or false.");
    }

    private void assertRefused(String finding) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(this::query)
                .satisfies(refusal -> assertThat(refusal.finding()).isEqualTo(finding));
    }

    private AdminQuery query() {
        return AdminQuery.of(values, "limit", "after", "lag", "all");
    }
}
