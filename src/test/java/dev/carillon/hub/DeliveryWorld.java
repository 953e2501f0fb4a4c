package dev.carillon.hub;

import dev.carillon.event.Selector;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The limits of a hub that a {@link DeliveryWalk} goes through; most are so tight that something is always over. */
record DeliveryWorld(int shards, HubSettings.RingLimits ring, HubSettings.ReplayLimits replay, Kept kept) {

    /**
     * What the log keeps.
     *
     * @param entriesOfB of the channel b, which has a rule of its own
     * @param compactsC whether the channels c/** keep the newest event of each key, and tombstones for a while
     */
    record Kept(int entries, int entriesOfB, boolean compactsC) {

        RetentionPolicy policy() {
            List<RetentionRule> rules = new ArrayList<>();
            rules.add(rule("b", entriesOfB));
            if (compactsC) {
                Retention tombstones = new Retention(1, 1, Duration.ofSeconds(10));
                rules.add(new RetentionRule(new Selector("c/**"), tombstones, true));
            }
            rules.add(rule("**", entries));
            return new RetentionPolicy(rules);
        }

        private static RetentionRule rule(String selector, int entries) {
            return new RetentionRule(
                    new Selector(selector), new Retention(entries, 1L << 40, Duration.ofDays(1)), false);
        }
    }
}
