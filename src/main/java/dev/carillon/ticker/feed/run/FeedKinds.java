package dev.carillon.ticker.feed.run;

import dev.carillon.api.Service;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedKind;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of feeds that there are: those of the server, and whatever libraries have brought. */
@Service
public class FeedKinds {

    private final Map<String, FeedKind> byName = new TreeMap<>();

    @Inject
    public FeedKinds(@Any Instance<FeedKind> found) {
        this((Iterable<FeedKind>) found);
    }

    FeedKinds(Iterable<FeedKind> found) {
        for (FeedKind kind : found) {
            FeedKind other = byName.put(new FeedName(kind.name()).value(), kind);
            if (other != null) {
                throw new IllegalStateException("two kinds of feeds are called " + kind.name() + ": "
                        + kind.getClass().getName() + ", " + other.getClass().getName());
            }
        }
    }

    /** In the order of their names. */
    public Collection<FeedKind> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Checks a definition. */
    Feed prepare(FeedDefinition feed) {
        FeedKind kind = byName.get(feed.kind());
        if (kind == null) {
            throw FeedConfig.refusal(
                    "The kind of a feed is one of " + String.join(", ", byName.keySet()) + ".",
                    "It is " + InvalidRequestException.quote(feed.kind()) + ".",
                    "Look at GET /api/admin/feeds/kinds.");
        }
        return kind.prepare(FeedConfig.of(kind.fields(), feed.config()));
    }
}
