package dev.carillon.ticker.feed.run;

import dev.carillon.ticker.feed.run.FeedState.Origin;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

/**
 * What the log keeps of a feed: all of it, or what was changed of one that the settings define.
 *
 * @param kind which it was then; what was changed of a feed of another kind means nothing
 */
record Kept(Origin origin, String kind, FeedChange change) {

    private static final JsonProvider JSON = JsonProvider.provider();

    static Kept whole(FeedDefinition feed) {
        return new Kept(Origin.API, feed.kind(), new FeedChange(feed.running(), feed.config()));
    }

    FeedDefinition definition(FeedName name) {
        return change.appliedTo(new FeedDefinition(name, kind, true, JsonValue.EMPTY_JSON_OBJECT));
    }

    String json() {
        JsonObjectBuilder json =
                JSON.createObjectBuilder().add("origin", origin.label()).add("kind", kind);
        if (change.running() != null) {
            json.add("running", change.running());
        }
        return json.add("config", change.config()).build().toString();
    }

    static Kept parse(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            Origin origin = json.getString("origin").equals(Origin.API.label()) ? Origin.API : Origin.SETTINGS;
            Boolean running = json.containsKey("running") ? Boolean.valueOf(json.getBoolean("running")) : null;
            return new Kept(origin, json.getString("kind"), new FeedChange(running, json.getJsonObject("config")));
        }
    }
}
