package dev.carillon.security;

import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Locale;

/**
 * How much is published: by a caller who is known, from wherever he does it; by all who are anonymous and have the same address.
 *
 * <p>Threading: any thread.
 */
public final class PublishRates {

    private final Group subjects;
    private final Group addresses;
    private final LimitStats stats;

    /** Events and bytes of bodies. */
    public record Rates(Rate events, Rate bytes) {

        public static final Rates UNLIMITED = new Rates(Rate.UNLIMITED, Rate.UNLIMITED);
    }

    private record Group(TokenBuckets events, TokenBuckets bytes, Limit eventLimit, Limit byteLimit) {}

    public PublishRates(Rates perSubject, Rates perAddress, LimitStats stats) {
        this(perSubject, perAddress, stats, TimeMeter.SYSTEM_NANOTIME);
    }

    PublishRates(Rates perSubject, Rates perAddress, LimitStats stats, TimeMeter clock) {
        this.subjects = new Group(
                new TokenBuckets(perSubject.events, clock),
                new TokenBuckets(perSubject.bytes, clock),
                Limit.PUBLISH_RATE_PER_SUBJECT,
                Limit.PUBLISH_BYTES_PER_SUBJECT);
        this.addresses = new Group(
                new TokenBuckets(perAddress.events, clock),
                new TokenBuckets(perAddress.bytes, clock),
                Limit.PUBLISH_RATE_PER_ADDRESS,
                Limit.PUBLISH_BYTES_PER_ADDRESS);
        this.stats = stats;
    }

    /**
     * Counts a request that publishes, before it is read: what is malformed costs us as much.
     *
     * @param bytes of its body
     * @throws RateLimitException if it is too much
     */
    public void request(Origin origin, long bytes) {
        Group group = group(origin);
        String key = key(origin);
        check(group.events.take(key, 1), group.eventLimit, group.events, "events");
        Duration wait = group.bytes.take(key, bytes);
        if (!wait.isZero()) {
            group.events.giveBack(key, 1);
            check(wait, group.byteLimit, group.bytes, "bytes");
        }
    }

    /**
     * Counts what a request has beside its first event.
     *
     * @throws RateLimitException if it is too much
     */
    public void furtherEvents(Origin origin, int events) {
        Group group = group(origin);
        check(group.events.takeFurther(key(origin), events), group.eventLimit, group.events, "events");
    }

    private Group group(Origin origin) {
        return origin.subject().isEmpty() ? addresses : subjects;
    }

    private static String key(Origin origin) {
        return origin.subject().isEmpty() ? Addresses.counted(origin.address()) : origin.subject();
    }

    private void check(Duration wait, Limit limit, TokenBuckets buckets, String what) {
        if (wait.isZero()) {
            return;
        }
        stats.hit(limit);
        long seconds = wait.plusNanos(999_999_999).toSeconds();
        String who =
                limit.name().endsWith("SUBJECT") ? "One caller" : "One address, of all who do not say who they are,";
        throw new RateLimitException(
                Problem.RATE_LIMITED,
                String.format(
                        Locale.ROOT,
                        "%s publishes at most %d %s a second, and %d at once (carillon.%s).",
                        who,
                        buckets.rate().perSecond(),
                        what,
                        buckets.rate().burst(),
                        limit.label()),
                "This would be more. Nothing of it was published.",
                Duration.ofSeconds(seconds));
    }
}
