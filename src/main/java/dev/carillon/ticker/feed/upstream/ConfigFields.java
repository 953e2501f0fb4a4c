package dev.carillon.ticker.feed.upstream;

import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import java.util.List;

/** What both kinds have in their configuration. */
final class ConfigFields {

    static final FeedField URL = FeedField.required(
            "url", FeedField.Type.TEXT, "Of http or https; its origin has to be in carillon.ticker.upstreams.");
    static final FeedField ITEMS = FeedField.optional(
            "items",
            FeedField.Type.TEXT,
            "A JSON Pointer to an array of quotes; left out, the document is one quote or an array of them.");
    static final String SYMBOL_MEANING = "The symbol, or a JSON Pointer to it within a quote.";

    /** Parts of a quote that may be absent. */
    static final List<String> OPTIONAL = List.of("change", "volume", "bid", "ask", "time", "sequence");

    private ConfigFields() {}

    static String meaning(String part) {
        String meaning = "A JSON Pointer to the " + part + " within a quote";
        return part.equals("time")
                ? meaning + ", which is of RFC 3339 or a number of seconds, ms, µs or ns since 1970."
                : meaning + ".";
    }

    static UpstreamUrl url(FeedConfig config) {
        try {
            return UpstreamUrl.of(config.text("url"));
        } catch (IllegalArgumentException e) {
            throw config.wrong("url", "a URL of http or https without a user: " + e.getMessage());
        }
    }
}
