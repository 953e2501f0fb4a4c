package dev.carillon.ticker.feed.run;

import dev.carillon.event.HubException;
import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.FeedConfig;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code carillon.ticker.feeds}. */
final class SettingsFeeds {

    private static final String NAME = "carillon.ticker.feeds";
    private static final Set<String> FIELDS = Set.of("name", "kind", "running", "config");

    private SettingsFeeds() {}

    /**
     * By their names.
     *
     * @throws IllegalArgumentException if something is wrong with one of them, which is to end the start
     */
    static Map<FeedName, FeedDefinition> read(TickerSettings settings, FeedKinds kinds) {
        Map<FeedName, FeedDefinition> feeds = new TreeMap<>();
        for (JsonValue item : array(settings.feeds())) {
            try {
                FeedDefinition feed = definition(item);
                kinds.prepare(feed);
                if (feeds.put(feed.name(), feed) != null) {
                    throw new IllegalArgumentException("there are two of this name");
                }
            } catch (HubException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "setting " + NAME + " takes a JSON array of feeds, and one is wrong: " + item + ": "
                                + e.getMessage(),
                        e);
            }
        }
        if (feeds.size() > settings.maxFeeds()) {
            throw new IllegalArgumentException("setting " + NAME + " has " + feeds.size()
                    + " feeds; carillon.ticker.max-feeds allows " + settings.maxFeeds());
        }
        return feeds;
    }

    private static JsonArray array(String text) {
        try (JsonReader reader = JsonProvider.provider().createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    private static FeedDefinition definition(JsonValue item) {
        if (!(item instanceof JsonObject feed)) {
            throw new IllegalArgumentException("it is not an object");
        }
        Set<String> unknown = new TreeSet<>(feed.keySet());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a feed has name, kind, running and config, and not " + unknown);
        }
        JsonValue running = feed.getOrDefault("running", JsonValue.TRUE);
        if (running != JsonValue.TRUE && running != JsonValue.FALSE) {
            throw new IllegalArgumentException("running is true or false");
        }
        if (!(feed.getOrDefault("config", JsonValue.EMPTY_JSON_OBJECT) instanceof JsonObject config)) {
            throw FeedConfig.refusal("The configuration is an object.", "It is another value.", "Write {…}.");
        }
        return new FeedDefinition(
                new FeedName(text(feed, "name")), text(feed, "kind"), running == JsonValue.TRUE, config);
    }

    private static String text(JsonObject feed, String field) {
        if (feed.get(field) instanceof JsonString text) {
            return text.getString();
        }
        throw new IllegalArgumentException(field + " is a string and has to be there");
    }
}
