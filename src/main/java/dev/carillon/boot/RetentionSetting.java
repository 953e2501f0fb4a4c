package dev.carillon.boot;

import dev.carillon.event.Selector;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a retention policy: rules separated by {@code ;}, each {@code selector = limit, limit, …}. A limit is an age ({@code
 * 24h}), a number of events ({@code 1000000 events}), a size ({@code 256MiB}), {@code forever}, or {@code compact}.
 */
final class RetentionSetting {

    static final String TAKES = "rules such as 'chat/** = 90d, 1000000 events; rooms = compact; ** = 24h, 256MiB'";

    private static final String EVENTS = "events";
    private static final String COMPACT = "compact";
    private static final String FOREVER = "forever";

    /** How long a reader that was away can still learn that a key was removed, unless the rule says otherwise. */
    private static final Duration REMOVALS = Duration.ofHours(24);

    private RetentionSetting() {}

    static RetentionPolicy parse(String text) {
        List<RetentionRule> rules = new ArrayList<>();
        for (String rule : text.split(";", -1)) {
            if (!rule.isBlank()) {
                rules.add(rule(rule.strip()));
            }
        }
        return new RetentionPolicy(rules);
    }

    private static RetentionRule rule(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text + "' has no '='");
        }
        Limits limits = new Limits();
        for (String limit : text.substring(equals + 1).split(",", -1)) {
            limits.read(limit.strip());
        }
        return limits.rule(new Selector(text.substring(0, equals).strip()));
    }

    /** The limits of one rule, each at most once. */
    private static final class Limits {

        private long entries = Retention.UNLIMITED;
        private long bytes = Retention.UNLIMITED;
        private Duration age = Duration.ZERO;
        private boolean compact;

        void read(String limit) {
            if (limit.equals(COMPACT)) {
                once(!compact, limit);
                compact = true;
            } else if (limit.equals(FOREVER)) {
                once(age.isZero(), limit);
                age = Retention.FOREVER;
            } else if (limit.endsWith(EVENTS)) {
                once(entries == Retention.UNLIMITED, limit);
                entries = Units.count(
                        limit.substring(0, limit.length() - EVENTS.length()).strip());
            } else if (Units.isBytes(limit)) {
                once(bytes == Retention.UNLIMITED, limit);
                bytes = Units.bytes(limit);
            } else {
                once(age.isZero(), limit);
                age = Units.duration(limit);
            }
        }

        RetentionRule rule(Selector selector) {
            boolean sized = entries != Retention.UNLIMITED || bytes != Retention.UNLIMITED;
            if (compact && sized) {
                throw new IllegalArgumentException(
                        "'" + selector + "' is compacted, which keeps the newest event of each key whatever its size");
            }
            Duration unsaid = compact ? REMOVALS : Retention.FOREVER;
            return new RetentionRule(selector, new Retention(entries, bytes, age.isZero() ? unsaid : age), compact);
        }

        private static void once(boolean first, String limit) {
            if (!first) {
                throw new IllegalArgumentException("'" + limit + "' is the second limit of its kind");
            }
        }
    }
}
