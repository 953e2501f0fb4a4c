package dev.carillon.ticker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.Alerts;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRequestTest {

    @Test
    void a_wish_has_what_was_sent() {
        Alerts.Wish wish =
                AlertRequest.of("{\"symbol\":\"ACME\",\"price\":\"200.00\",\"crosses\":\"down\",\"note\":\"卖\"}");

        assertThat(wish).isEqualTo(new Alerts.Wish(new Symbol("ACME"), new BigDecimal("200.00"), Crossing.DOWN, "卖"));
    }

    @Test
    void a_price_may_be_a_number_and_is_taken_as_it_is_written() {
        Alerts.Wish wish = AlertRequest.of("{\"symbol\":\"ACME\",\"price\":0.100000000000000005}");

        assertThat(wish.price()).isEqualTo(new BigDecimal("0.100000000000000005"));
        assertThat(wish.crosses()).isEqualTo(Crossing.ANY);
        assertThat(wish.note()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | INVALID_ALERT",
                "{\"symbol\":\"ACME\"}                           | INVALID_ALERT",
                "{\"price\":\"1\"}                               | INVALID_ALERT",
                "{\"symbol\":\"ACME\",\"price\":null}            | INVALID_ALERT",
                "{\"symbol\":\"ACME\",\"price\":true}            | INVALID_ALERT",
                "{\"symbol\":\"ACME\",\"price\":\"\"}            | INVALID_ALERT",
                "{\"symbol\":\"ACME\",\"price\":\"1e999\"}       | INVALID_ALERT",
                "{\"symbol\":\"ACME\",\"price\":\"NaN\"}         | INVALID_ALERT",
                "{\"symbol\":\"ACME\",\"price\":1,\"crosses\":\"sideways\"} | INVALID_ALERT",
                "{\"symbol\":\"a b\",\"price\":1}                | INVALID_SYMBOL",
                "{\"symbol\":7,\"price\":1}                      | BAD_REQUEST",
                "{\"symbol\":\"ACME\",\"price\":1,\"user\":\"x\"} | BAD_REQUEST",
                "{\"symbol\":\"ACME\",\"price\":1,\"price\":2}   | MALFORMED_JSON",
                "[]                                              | MALFORMED_JSON",
                "200                                             | MALFORMED_JSON"
            })
    void anything_else_is_refused(String body, Problem problem) {
        assertThatThrownBy(() -> AlertRequest.of(body))
                .isInstanceOfSatisfying(
                        HubException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    @Test
    void a_note_has_up_to_200_characters() {
        Owner owner = new Owner("anna");
        String longest = "💹".repeat(200);

        Alert alert = alert(owner, longest);

        assertThat(alert.note()).isEqualTo(longest);
        assertThatThrownBy(() -> alert(owner, longest + "x"))
                .isInstanceOfSatisfying(
                        HubException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.INVALID_ALERT));
    }

    private static Alert alert(Owner owner, String note) {
        return new Alert("id", owner, new Symbol("ACME"), BigDecimal.ONE, Crossing.UP, note, Instant.EPOCH);
    }
}
