package dev.carillon.ticker;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where the ticker keeps what it knows in the log: compacted channels of the server's own, one event for each key. */
public final class TickerChannels {

    /** Key: the feed. */
    public static final ChannelName FEEDS = new ChannelName("~ticker/feeds");

    private static final Selector KEPT_BY_KEY = new Selector("~ticker/**");

    /** The ticker reads it again from its beginning when it starts, so what was removed may go soon. */
    private static final Retention REMOVALS =
            new Retention(Retention.UNLIMITED, Retention.UNLIMITED, Duration.ofHours(24));

    private TickerChannels() {}

    /** The policy with a rule for what the ticker knows before the first one that would count for it, so that no setting can lose it. */
    public static RetentionPolicy keptBy(RetentionPolicy policy) {
        List<RetentionRule> rules = new ArrayList<>(policy.rules());
        rules.add(policy.indexFor(FEEDS), new RetentionRule(KEPT_BY_KEY, REMOVALS, true));
        return new RetentionPolicy(rules);
    }
}
