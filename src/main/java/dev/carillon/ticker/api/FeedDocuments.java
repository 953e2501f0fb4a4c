package dev.carillon.ticker.api;

import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import dev.carillon.ticker.feed.run.FeedFigures;
import dev.carillon.ticker.feed.run.FeedState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What administrators are told of feeds. */
final class FeedDocuments {

    private static final JsonProvider JSON = JsonProvider.provider();

    private FeedDocuments() {}

    static JsonObjectBuilder list(List<FeedState> feeds) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        feeds.forEach(feed -> array.add(feed(feed)));
        return JSON.createObjectBuilder().add("feeds", array);
    }

    static JsonObjectBuilder feed(FeedState feed) {
        FeedFigures figures = feed.figures();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("name", feed.definition().name().value())
                .add("kind", feed.definition().kind())
                .add("origin", feed.origin().label())
                .add("running", feed.running())
                .add("config", feed.definition().config())
                .add("health", figures.health().label())
                .add("since", figures.since().toString())
                .add("quotes", figures.quotes())
                .add("refused", figures.refused())
                .add("perSecond", BigDecimal.valueOf(figures.perSecond()).setScale(1, RoundingMode.HALF_UP));
        text(json, "lastQuoteAt", figures.lastQuoteAt());
        json.add("failures", figures.failures());
        text(json, "lastError", figures.lastError());
        return text(json, "nextTryAt", figures.nextTryAt());
    }

    static JsonObjectBuilder kinds(Collection<FeedKind> kinds) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (FeedKind kind : kinds) {
            JsonArrayBuilder fields = JSON.createArrayBuilder();
            kind.fields().forEach(field -> fields.add(field(field)));
            array.add(JSON.createObjectBuilder().add("kind", kind.name()).add("fields", fields));
        }
        return JSON.createObjectBuilder().add("kinds", array);
    }

    private static JsonObjectBuilder field(FeedField field) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("name", field.name())
                .add("type", field.type().label())
                .add("required", field.required());
        return text(json, "default", field.preset()).add("meaning", field.meaning());
    }

    private static JsonObjectBuilder text(JsonObjectBuilder json, String name, @Nullable Object value) {
        return value == null ? json.addNull(name) : json.add(name, value.toString());
    }
}
