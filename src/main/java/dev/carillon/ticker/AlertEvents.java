package dev.carillon.ticker;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;

/** The documents of alerts, as events and answers have them. */
public final class AlertEvents {

    /** Where the ticker keeps those that have not gone off. Key: the alert. */
    static final ChannelName KEPT = new ChannelName("~ticker/alerts");

    /** Tells that one went off. */
    static final String ALERT = "alert";

    private static final String OWNER = "owner";
    private static final String NOTE = "note";

    /** Kept, because looking for the implementation costs more than writing a document. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private AlertEvents() {}

    /** As its owner sees it. */
    public static JsonObjectBuilder document(Alert alert) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("id", alert.id())
                .add("symbol", alert.symbol().value())
                .add("price", alert.price().toPlainString())
                .add("crosses", alert.crosses().label());
        if (alert.note() != null) {
            json.add(NOTE, alert.note());
        }
        return json.add("createdAt", alert.createdAt().toString());
    }

    static Event kept(Alert alert) {
        JsonObjectBuilder json = document(alert).add(OWNER, alert.owner().value());
        return Event.of(KEPT, Payload.json(json.build().toString()), alert.createdAt())
                .withKey(alert.id());
    }

    static Event removed(Alert alert, Instant now) {
        return Event.of(KEPT, Payload.text(""), now).withKey(alert.id());
    }

    /** What its owner is told. */
    static Event wentOff(Alert alert, Quote quote, boolean isUp, Instant now) {
        String crossed = (isUp ? Crossing.UP : Crossing.DOWN).label();
        String json = "{\"alert\":" + document(alert).build() + ",\"crossed\":\"" + crossed + "\",\"quote\":"
                + quote.json() + "}";
        return Event.of(alert.owner().channel(), Payload.json(json), now)
                .withType(ALERT)
                .withKey(alert.id());
    }

    /** What {@link #kept} has written. */
    static Alert alert(Event kept) {
        try (var reader = JSON.createReader(new StringReader(kept.payload().text()))) {
            JsonObject json = reader.readObject();
            return new Alert(
                    json.getString("id"),
                    new Owner(json.getString(OWNER)),
                    new Symbol(json.getString("symbol")),
                    new BigDecimal(json.getString("price")),
                    Crossing.of(json.getString("crosses")),
                    json.containsKey(NOTE) ? json.getString(NOTE) : null,
                    Instant.parse(json.getString("createdAt")));
        }
    }
}
