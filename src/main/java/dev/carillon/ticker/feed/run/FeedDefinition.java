package dev.carillon.ticker.feed.run;

import jakarta.json.JsonObject;

/**
 * A feed as somebody wants it.
 *
 * @param kind the name of its kind
 * @param running whether it is to run
 * @param config as it was written, without defaults
 */
public record FeedDefinition(FeedName name, String kind, boolean running, JsonObject config) {}
