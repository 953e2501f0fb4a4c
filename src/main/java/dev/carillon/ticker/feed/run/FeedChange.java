package dev.carillon.ticker.feed.run;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different in a feed.
 *
 * @param running null leaves it
 * @param config fields that are left out stay; null removes one
 */
public record FeedChange(@Nullable Boolean running, JsonObject config) {

    public static final FeedChange NONE = new FeedChange(null, JsonValue.EMPTY_JSON_OBJECT);

    private static final JsonProvider JSON = JsonProvider.provider();

    FeedDefinition appliedTo(FeedDefinition feed) {
        JsonObjectBuilder merged = JSON.createObjectBuilder(feed.config());
        config.forEach((field, value) -> {
            if (value == JsonValue.NULL) {
                merged.remove(field);
            } else {
                merged.add(field, value);
            }
        });
        return new FeedDefinition(feed.name(), feed.kind(), running == null ? feed.running() : running, merged.build());
    }

    /** Both, one after the other. */
    FeedChange and(FeedChange later) {
        JsonObjectBuilder both = JSON.createObjectBuilder(config);
        later.config.forEach(both::add);
        return new FeedChange(later.running == null ? running : later.running, both.build());
    }
}
