package dev.carillon.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * A {@link TokenBucket} for each of many. The number is bounded: who is forgotten begins with a full one again, so a crowd of
 * addresses costs no more memory than this, and cannot take anything from anybody.
 *
 * <p>Threading: any thread. The cache is kept tidy by those who use it: a thread of its own would outlive the application.
 */
public final class TokenBuckets {

    /** Some 400 bytes each. */
    static final int MAX = 65_536;

    /** A bucket is full after {@link Rate#BURST_SECONDS}, but for a debt. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

    private final Rate rate;
    private final TimeMeter clock;
    private final Cache<String, TokenBucket> buckets;

    public TokenBuckets(Rate rate) {
        this(rate, TimeMeter.SYSTEM_NANOTIME);
    }

    TokenBuckets(Rate rate, TimeMeter clock) {
        this.rate = rate;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX)
                .expireAfterAccess(FORGET_AFTER)
                .ticker(clock::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    /** Takes so many of what somebody may still do; zero if they were there, else how long until they are. */
    public Duration take(String key, long count) {
        return rate.isUnlimited() || count == 0 ? Duration.ZERO : of(key).take(count);
    }

    /** As {@link TokenBucket#takeFurther}. */
    Duration takeFurther(String key, long count) {
        return rate.isUnlimited() || count == 0 ? Duration.ZERO : of(key).takeFurther(count);
    }

    void giveBack(String key, long count) {
        if (!rate.isUnlimited()) {
            of(key).giveBack(count);
        }
    }

    public Rate rate() {
        return rate;
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private TokenBucket of(String key) {
        return buckets.get(key, somebody -> new TokenBucket(rate, clock));
    }
}
