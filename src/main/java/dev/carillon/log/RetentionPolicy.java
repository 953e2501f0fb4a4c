package dev.carillon.log;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import java.util.List;

/**
 * How long everything is kept: the first rule that applies to a channel counts for it.
 *
 * @param rules the last one applies to every channel
 */
public record RetentionPolicy(List<RetentionRule> rules) {

    public RetentionPolicy {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || !rules.get(rules.size() - 1).selector().value().equals("**")) {
            throw new IllegalArgumentException("the last rule has to be for **, so that every channel has one");
        }
    }

    /** The same for every channel. */
    public static RetentionPolicy of(Retention retention) {
        return new RetentionPolicy(List.of(new RetentionRule(new Selector("**"), retention, false)));
    }

    /** The place of the rule for a channel. */
    public int indexFor(ChannelName channel) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).appliesTo(channel)) {
                return i;
            }
        }
        // Patterns leave out the channels that belong to the server, which have the last rule too.
        return rules.size() - 1;
    }

    public RetentionRule ruleFor(ChannelName channel) {
        return rules.get(indexFor(channel));
    }
}
