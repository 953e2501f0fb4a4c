package dev.carillon.ticker.feed.kind;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedKind;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Makes feeds as an administrator does. */
final class Kinds {

    private Kinds() {}

    /** {@code config} is JSON with single quotes. */
    static Feed feed(FeedKind kind, String config) {
        try (JsonReader reader = Json.createReader(new StringReader(config.replace('\'', '"')))) {
            return kind.prepare(FeedConfig.of(kind.fields(), reader.readObject()));
        }
    }

    /** Runs it until the outlet interrupts it. */
    static TestOutlet run(Feed feed, TestOutlet outlet) {
        ThrowingCallable run = () -> feed.run(outlet);
        Assertions.assertThatThrownBy(run).isInstanceOf(InterruptedException.class);
        return outlet;
    }
}
