package dev.carillon.ticker.feed.upstream;

import dev.carillon.api.Service;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Relays the event stream of an upstream; without more than its URL that of another Carillon. */
@Service
final class SseKind implements FeedKind {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    private final Upstream upstream;

    @Inject
    SseKind(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public String name() {
        return "sse";
    }

    @Override
    public List<FeedField> fields() {
        List<FeedField> fields = new ArrayList<>();
        fields.add(ConfigFields.URL);
        fields.add(FeedField.preset(
                "event", FeedField.Type.TEXT, "quote", "The types of events that it takes, separated by commas."));
        fields.add(FeedField.preset(
                "timeout", FeedField.Type.DURATION, "PT45S", "How long the stream may be silent, PT0.1S to PT1H."));
        fields.add(ConfigFields.ITEMS);
        fields.add(FeedField.preset("symbol", FeedField.Type.TEXT, "/symbol", ConfigFields.SYMBOL_MEANING));
        fields.add(FeedField.preset("price", FeedField.Type.TEXT, "/price", ConfigFields.meaning("price")));
        for (String name : ConfigFields.OPTIONAL) {
            fields.add(FeedField.preset(name, FeedField.Type.TEXT, "/" + name, ConfigFields.meaning(name)));
        }
        return List.copyOf(fields);
    }

    @Override
    public Feed prepare(FeedConfig config) {
        Set<String> types = Arrays.stream(config.text("event").split(",", -1))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        return new SseFeed(
                upstream,
                ConfigFields.url(config),
                config.duration("timeout", SHORTEST, LONGEST_SILENCE),
                types,
                new QuoteFields(config));
    }
}
