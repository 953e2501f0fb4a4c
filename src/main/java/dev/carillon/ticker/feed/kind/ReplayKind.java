package dev.carillon.ticker.feed.kind;

import dev.carillon.api.Service;
import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import jakarta.inject.Inject;
import java.util.List;

/** Quotes that were recorded, from a file of the operator's. */
@Service
public class ReplayKind implements FeedKind {

    private final TickerSettings settings;

    @Inject
    public ReplayKind(TickerSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public List<FeedField> fields() {
        return List.of(
                FeedField.required("file", FeedField.Type.TEXT, "a CSV file in carillon.ticker.replay-dir"),
                FeedField.preset(
                        "speed", FeedField.Type.DECIMAL, "1", "2 is twice as fast as it was; 0 as fast as it goes"),
                FeedField.preset("loop", FeedField.Type.FLAG, "false", "whether it begins again at the end"),
                FeedField.preset("times", FeedField.Type.TEXT, "now", "what the quotes say: now, or recorded"));
    }

    @Override
    public Feed prepare(FeedConfig config) {
        ReplayFile file = new ReplayFile(settings.replayDir(), config.text("file"));
        if (!file.isInside()) {
            throw config.wrong("file", "a path below carillon.ticker.replay-dir, such as monday.csv");
        }
        double speed = config.decimal("speed", "0", "1000000").doubleValue();
        boolean recorded = config.oneOf("times", "now", "recorded").equals("recorded");
        return new ReplayFeed(file, speed, config.flag("loop"), recorded);
    }
}
