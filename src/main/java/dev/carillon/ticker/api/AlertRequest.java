package dev.carillon.ticker.api;

import dev.carillon.api.JsonBody;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.Alerts;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Symbol;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Set;

/** Reads what somebody sends who wants an alert. */
final class AlertRequest {

    private static final Set<String> FIELDS = Set.of("symbol", "price", "crosses", "note");

    private AlertRequest() {}

    static Alerts.Wish of(String text) {
        JsonBody body = JsonBody.of(text, FIELDS);
        Symbol symbol = new Symbol(body.text("symbol")
                .orElseThrow(() -> invalid("An alert names a symbol.", "There is none.", "Add \"symbol\":\"ACME\".")));
        Crossing crosses = body.text("crosses").map(Crossing::of).orElse(Crossing.ANY);
        return new Alerts.Wish(symbol, price(body), crosses, body.text("note").orElse(null));
    }

    /** As it is written: a number keeps its digits. */
    private static BigDecimal price(JsonBody body) {
        JsonValue value = body.object().getOrDefault("price", JsonValue.NULL);
        if (value instanceof JsonString string) {
            return Alert.price(string.getString());
        }
        if (value instanceof JsonNumber number) {
            return Alert.price(number.toString());
        }
        throw invalid("An alert has a price.", "There is none.", "Add \"price\":\"200\".");
    }

    private static InvalidRequestException invalid(String rule, String finding, String remedy) {
        return new InvalidRequestException(Problem.INVALID_ALERT, rule, finding, remedy);
    }
}
