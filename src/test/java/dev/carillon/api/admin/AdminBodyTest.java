package dev.carillon.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminBodyTest {

    @Test
    void fields_are_what_they_are() {
        AdminBody body = AdminBody.parse(
                "{\"text\":\"a\",\"flag\":true,\"number\":12,\"list\":[\"x\",\"y\"],\"inner\":{\"text\":\"b\"}}",
                "text",
                "flag",
                "number",
                "list",
                "inner",
                "absent");

        assertThat(body.requiredText("text")).isEqualTo("a");
        assertThat(body.isTrue("flag")).isTrue();
        assertThat(body.number("number")).hasValue(12L);
        assertThat(body.texts("list")).containsExactly("x", "y");
        assertThat(body.object("inner", "text").orElseThrow().text("text")).hasValue("b");
        assertThat(body.text("absent")).isEmpty();
        assertThat(body.isTrue("absent")).isFalse();
        assertThat(body.texts("absent")).isEmpty();
        assertThat(body.object("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "{\"a\":null}"})
    void no_body_is_an_object_without_fields_and_null_is_as_good_as_absent(String text) {
        AdminBody body = AdminBody.parse(text, "a");

        assertThat(body.has("a")).isFalse();
        assertThat(body.text("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1}{}", "{\"a\":1} x", "{'a':1}", "\u0000"})
    void what_is_no_json_is_malformed(String text) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> AdminBody.parse(text, "a"))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.MALFORMED_JSON));
    }

    /** The last of them was taken. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":1}", "{\"a\":{\"b\":1,\"c\":2,\"b\":1}}"})
    void a_field_that_is_there_twice_is_refused_at_any_depth(String text) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> AdminBody.parse(text, "a"))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.MALFORMED_JSON))
                .withMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null"})
    void another_value_is_no_object(String text) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> AdminBody.parse(text, "a"))
                .withMessageContaining("The body of this request is a JSON object.");
    }

    @Test
    void a_field_that_is_not_known_is_refused_at_any_depth() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> AdminBody.parse("{\"admn\":true}", "admin", "name"))
                .withMessage("The body of this request may have admin, name. It has 'admn'. Correct the name, or leave"
                        + " it out.");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() ->
                        AdminBody.parse("{\"filter\":{\"x\":1}}", "filter").object("filter", "subject"))
                .withMessageContaining("It has 'x'.");
    }

    @Test
    void a_field_of_another_type_is_refused_with_what_it_is() {
        assertWrong("{\"a\":1}", body -> body.text("a"), "\"a\" is a string.");
        assertWrong("{}", body -> body.requiredText("a"), "\"a\" is a string and has to be there.");
        assertWrong("{\"a\":\"true\"}", body -> body.isTrue("a"), "\"a\" is true or false.");
        assertWrong("{\"a\":\"1\"}", body -> body.number("a"), "\"a\" is a whole number, at least 0.");
        assertWrong("{\"a\":1.5}", body -> body.number("a"), "\"a\" is a whole number, at least 0.");
        assertWrong("{\"a\":-1}", body -> body.number("a"), "\"a\" is a whole number, at least 0.");
        assertWrong("{\"a\":99999999999999999999}", body -> body.number("a"), "\"a\" is a whole number, at least 0.");
        assertWrong("{\"a\":\"x\"}", body -> body.texts("a"), "\"a\" is an array of strings.");
        assertWrong("{\"a\":[\"x\",1]}", body -> body.texts("a"), "\"a\" is an array of strings.");
        assertWrong("{\"a\":[]}", body -> body.object("a"), "\"a\" is an object.");
    }

    private static void assertWrong(String text, Consumer<AdminBody> read, String rule) {
        AdminBody body = AdminBody.parse(text, "a");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> read.accept(body))
                .satisfies(refusal -> assertThat(refusal.rule()).isEqualTo(rule));
    }
}
