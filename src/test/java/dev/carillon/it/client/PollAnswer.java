package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;

/** What a poll was answered. */
public record PollAnswer(HttpResponse<String> response, JsonObject body) {

    /** Reads an answer with a body. */
    public static PollAnswer of(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return new PollAnswer(response, parse(response.body()));
    }

    public static JsonObject parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    public String cursor() {
        return body.getString("cursor");
    }

    public List<JsonObject> events() {
        return body.getJsonArray("events").getValuesAs(JsonObject.class);
    }

    public List<String> data() {
        return events().stream().map(PollAnswer::data).toList();
    }

    public boolean hasGap() {
        return !body.isNull("gap");
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The data of an envelope, as text. */
    static String data(JsonObject envelope) {
        JsonValue data = envelope.get("data");
        return data instanceof JsonString text ? text.getString() : data.toString();
    }
}
