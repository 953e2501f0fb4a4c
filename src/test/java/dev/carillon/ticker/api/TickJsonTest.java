package dev.carillon.ticker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TickJsonTest {

    private static final Symbol ACME = new Symbol("ACME");

    @Test
    void everything_that_a_quote_may_have_is_read() {
        Tick tick = TickJson.one(ACME, """
                {"symbol":"ACME","price":"189.30","change":-1.250,"volume":10,"bid":"189.29","ask":189.31,
                 "time":"2026-11-27T13:00:00.1234567+01:00","sequence":7}""", true);

        assertThat(tick.price()).hasToString("189.30");
        assertThat(tick.change()).hasToString("-1.250");
        assertThat(tick.volume()).hasToString("10");
        assertThat(tick.bid()).hasToString("189.29");
        assertThat(tick.ask()).hasToString("189.31");
        assertThat(tick.time()).isEqualTo(Instant.parse("2026-11-27T12:00:00.123456Z"));
        assertThat(tick.sequence()).isEqualTo(7);
    }

    @Test
    void what_is_left_out_or_null_is_left_to_the_ticker() {
        Tick tick = TickJson.one(ACME, "{\"price\":1,\"bid\":null}", true);

        assertThat(tick).isEqualTo(Tick.of(ACME, tick.price()));
        assertThat(tick.volume()).hasToString("0");
    }

    @ParameterizedTest
    @CsvSource({
        "189.30, 189.30",
        "1e3, 1000",
        "1.5E-3, 0.0015",
        "-37.63, -37.63",
        "0.000000000000000001, 0.000000000000000001",
        "1234567890123456.123456789012345678, 1234567890123456.123456789012345678"
    })
    void a_decimal_is_taken_as_it_is_written(String written, String taken) {
        assertThat(TickJson.one(ACME, "{\"price\":" + written + "}", true)
                        .price()
                        .toPlainString())
                .isEqualTo(taken);
        assertThat(TickJson.one(ACME, "{\"price\":\"" + written + "\"}", true)
                        .price()
                        .toPlainString())
                .isEqualTo(taken);
        assertThat(TickJson.one(ACME, " " + written + "\n", false).price().toPlainString())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ten",
                "1,5",
                "0x10",
                "NaN",
                "Infinity",
                "1e999",
                "1e-19",
                "0.0000000000000000001",
                "12345678901234567890123456789012345",
                "1e2147483647",
                "+1",
                "1."
            })
    void what_is_no_exact_decimal_is_refused(String price) {
        assertThat(problem(() -> TickJson.one(ACME, price, false))).isEqualTo(Problem.INVALID_QUOTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"price\":null}",
                "{\"price\":true}",
                "{\"price\":\"1\",\"volume\":-1}",
                "{\"price\":\"1\",\"time\":\"yesterday\"}",
                "{\"price\":\"1\",\"time\":5}",
                "{\"price\":\"1\",\"time\":\"1960-01-01T00:00:00Z\"}",
                "{\"price\":\"1\",\"sequence\":\"7\"}",
                "{\"price\":\"1\",\"sequence\":0}",
                "{\"price\":\"1\",\"sequence\":1.5}",
                "{\"price\":\"1\",\"sequence\":9007199254740992}",
                "{\"price\":\"1\",\"prize\":2}",
                "{\"price\":\"1\",\"symbol\":\"OTHER\"}"
            })
    void a_quote_that_breaks_a_rule_is_refused(String body) {
        assertThat(problem(() -> TickJson.one(ACME, body, true))).isEqualTo(Problem.INVALID_QUOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{\"price\":1,\"price\":2}", "\"1\"", "{\"price\":01}", "{\"price\":1} x"})
    void what_is_no_json_object_is_refused(String body) {
        assertThat(problem(() -> TickJson.one(ACME, body, true))).isEqualTo(Problem.MALFORMED_JSON);
    }

    @Test
    void a_batch_names_its_symbols_in_its_order() {
        List<Tick> ticks = TickJson.many("[{\"symbol\":\"B\",\"price\":1},{\"symbol\":\"A\",\"price\":2}]", 2);

        assertThat(ticks).extracting(tick -> tick.symbol().value()).containsExactly("B", "A");
    }

    @Test
    void a_batch_of_nothing_of_too_many_or_of_anything_else_is_refused() {
        assertThat(problem(() -> TickJson.many("[]", 2))).isEqualTo(Problem.INVALID_QUOTE);
        assertThat(problem(() -> TickJson.many("[1]", 2))).isEqualTo(Problem.INVALID_QUOTE);
        assertThat(problem(() -> TickJson.many("[{\"price\":1}]", 2))).isEqualTo(Problem.INVALID_QUOTE);
        assertThat(problem(() -> TickJson.many("[{\"symbol\":\"a b\",\"price\":1}]", 2)))
                .isEqualTo(Problem.INVALID_SYMBOL);
        String three = "[" + "{\"symbol\":\"A\",\"price\":1},".repeat(2) + "{\"symbol\":\"A\",\"price\":1}]";
        assertThat(problem(() -> TickJson.many(three, 2))).isEqualTo(Problem.BATCH_TOO_LARGE);
        assertThat(problem(() -> TickJson.many("{\"symbol\":\"A\",\"price\":1}", 2)))
                .isEqualTo(Problem.MALFORMED_JSON);
    }

    private static Problem problem(Runnable reading) {
        HubException[] refused = new HubException[1];
        assertThatThrownBy(reading::run).isInstanceOfSatisfying(HubException.class, refusal -> refused[0] = refusal);
        return refused[0].problem();
    }
}
