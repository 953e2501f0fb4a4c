package dev.carillon.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Random values that stand for something once, for a short time. They live in memory: a restart makes them worthless.
 *
 * <p>Threading: any thread.
 */
final class OneTimeValues<T> {

    /** 128 bits: nobody guesses one. */
    private static final int BYTES = 16;

    private final Cache<String, T> values;
    private final int max;
    private final Duration lifetime;
    private final RandomGenerator random;

    OneTimeValues(int max, Duration lifetime, LongSupplier nanoClock, RandomGenerator random) {
        this.max = max;
        this.lifetime = lifetime;
        this.random = random;
        // Work of the cache runs on the caller's thread: one of the common pool would hold on to an application that is
        // undeployed.
        this.values = Caffeine.newBuilder()
                .expireAfterWrite(lifetime)
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    String issue(T meaning) {
        if (values.estimatedSize() >= max) {
            values.cleanUp();
            if (values.estimatedSize() >= max) {
                throw new RateLimitException(
                        Problem.RATE_LIMITED,
                        "At most " + max + " tickets wait to be used at a time.",
                        "All of them are waiting.",
                        lifetime);
            }
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        values.put(value, meaning);
        return value;
    }

    /** What the value stands for, for whoever comes first. */
    Optional<T> redeem(String value) {
        return Optional.ofNullable(values.asMap().remove(value));
    }

    /** How many wait that stand for such a thing. */
    long count(Predicate<T> which) {
        return values.asMap().values().stream().filter(which).count();
    }

    void forget(Predicate<T> which) {
        values.asMap().values().removeIf(which);
    }
}
