package dev.carillon.ticker.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Symbol;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedConfigTest {

    private static final List<FeedField> FIELDS = List.of(
            FeedField.required("symbols", FeedField.Type.SYMBOLS, "s"),
            FeedField.preset("rate", FeedField.Type.DECIMAL, "1.50", "r"),
            FeedField.preset("every", FeedField.Type.DURATION, "PT5S", "e"),
            FeedField.preset("loop", FeedField.Type.FLAG, "false", "l"),
            FeedField.optional("seed", FeedField.Type.INTEGER, "s"),
            FeedField.optional("note", FeedField.Type.TEXT, "n"));

    private static FeedConfig config(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return FeedConfig.of(FIELDS, reader.readObject());
        }
    }

    @Test
    void what_is_left_out_or_null_has_its_default() {
        FeedConfig config = config("{\"symbols\":\"ACME\",\"rate\":null}");

        assertThat(config.decimal("rate")).isEqualTo("1.50");
        assertThat(config.duration("every")).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.flag("loop")).isFalse();
        assertThat(config.has("every")).isTrue();
        assertThat(config.has("seed")).isFalse();
    }

    @Test
    void what_is_written_is_taken_as_it_is_written() {
        FeedConfig config = config(
                "{\"symbols\":\"ACME, B.X\",\"rate\":0.10,\"every\":\"PT0.5S\",\"loop\":true,\"seed\":\"-7\",\"note\":\"x\"}");

        assertThat(config.symbols("symbols")).containsExactly(new Symbol("ACME"), new Symbol("B.X"));
        assertThat(config.decimal("rate").toString()).isEqualTo("0.10");
        assertThat(config.duration("every")).isEqualTo(Duration.ofMillis(500));
        assertThat(config.flag("loop")).isTrue();
        assertThat(config.integer("seed")).isEqualTo(-7);
        assertThat(config.text("note")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                                       | symbols",
                "{\"symbols\":null}                       | symbols",
                "{\"symbols\":\"\"}                       | symbols",
                "{\"symbols\":\"A,,B\"}                   | symbols",
                "{\"symbols\":\"A,A\"}                    | symbols",
                "{\"symbols\":[\"A\"]}                    | symbols",
                "{\"symbols\":\"two words\"}              | symbols",
                "{\"symbols\":\"A\",\"rat\":1}            | rat",
                "{\"symbols\":\"A\",\"rate\":\"fast\"}    | rate",
                "{\"symbols\":\"A\",\"rate\":true}        | rate",
                "{\"symbols\":\"A\",\"rate\":1e999}       | rate",
                "{\"symbols\":\"A\",\"seed\":1.5}         | seed",
                "{\"symbols\":\"A\",\"seed\":9223372036854775808} | seed",
                "{\"symbols\":\"A\",\"every\":5}          | every",
                "{\"symbols\":\"A\",\"every\":\"PT0S\"}   | every",
                "{\"symbols\":\"A\",\"every\":\"5s\"}     | every",
                "{\"symbols\":\"A\",\"loop\":\"true\"}    | loop",
                "{\"symbols\":\"A\",\"note\":1}           | note",
                "{\"symbols\":\"A\",\"note\":\"\"}        | note",
                "{\"symbols\":\"A\",\"note\":{}}          | note"
            })
    void what_is_wrong_is_refused_by_name(String json, String field) {
        assertThatThrownBy(() -> config(json)).isInstanceOfSatisfying(InvalidRequestException.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.INVALID_FEED);
            assertThat(refusal).hasMessageContaining(field);
        });
    }

    @Test
    void a_kind_refuses_what_is_out_of_its_bounds() {
        FeedConfig config = config("{\"symbols\":\"ACME\",\"note\":\"maybe\",\"seed\":11}");

        assertThatThrownBy(() -> config.oneOf("note", "now", "recorded"))
                .hasMessage("note is one of now, recorded. It is 'maybe'. Correct it.");
        assertThatThrownBy(() -> config.integer("seed", 0, 10)).hasMessageContaining("from 0 to 10");
        assertThatThrownBy(() -> config.decimal("rate", "2", "3")).hasMessageContaining("from 2 to 3");
        assertThatThrownBy(() -> config.duration("every", Duration.ofSeconds(6), Duration.ofSeconds(7)))
                .hasMessageContaining("from PT6S to PT7S");
        assertThat(config.integer("seed", 11, 11)).isEqualTo(11);
    }
}
