package dev.carillon.ticker.feed.upstream;

import dev.carillon.api.Service;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fetches JSON from an upstream, again and again. */
@Service
final class HttpPollKind implements FeedKind {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration RAREST = Duration.ofDays(1);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final Upstream upstream;

    @Inject
    HttpPollKind(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public String name() {
        return "http-poll";
    }

    @Override
    public List<FeedField> fields() {
        List<FeedField> fields = new ArrayList<>();
        fields.add(ConfigFields.URL);
        fields.add(FeedField.preset(
                "every", FeedField.Type.DURATION, "PT5S", "From one request to the next, PT0.1S to PT24H."));
        fields.add(FeedField.preset(
                "timeout", FeedField.Type.DURATION, "PT5S", "For a whole answer, redirects too, PT0.1S to PT1M."));
        fields.add(ConfigFields.ITEMS);
        fields.add(FeedField.required("symbol", FeedField.Type.TEXT, ConfigFields.SYMBOL_MEANING));
        fields.add(FeedField.required("price", FeedField.Type.TEXT, ConfigFields.meaning("price")));
        for (String name : ConfigFields.OPTIONAL) {
            fields.add(FeedField.optional(name, FeedField.Type.TEXT, ConfigFields.meaning(name)));
        }
        return List.copyOf(fields);
    }

    @Override
    public Feed prepare(FeedConfig config) {
        return new HttpPollFeed(
                upstream,
                ConfigFields.url(config),
                config.duration("every", SHORTEST, RAREST),
                config.duration("timeout", SHORTEST, LONGEST_ANSWER),
                new QuoteFields(config));
    }
}
