package dev.carillon.security;

import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Codes with which the operator signs in as the first administrator: whoever reads the server's log may.
 *
 * <p>Threading: any thread.
 */
public final class SignInCodes {

    /** Time to find the log and the browser. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int MAX = 16;

    private final OneTimeValues<Boolean> waiting;

    public SignInCodes(LongSupplier nanoClock, RandomGenerator random) {
        this.waiting = new OneTimeValues<>(MAX, LIFETIME, nanoClock, random);
    }

    public String issue() {
        return waiting.issue(true);
    }

    /**
     * Uses a code up.
     *
     * @throws UnauthenticatedException if it was used already, is too old or was never given
     */
    public void redeem(String code) {
        if (waiting.redeem(code).isEmpty()) {
            throw new UnauthenticatedException(
                    Problem.INVALID_CODE,
                    "A sign-in code works once, for " + LIFETIME.toMinutes() + " minutes.",
                    "This one was used, is too old, or is wrong.",
                    "Take the newest link in the server's log; it prints one at its start while no administrator is signed in.");
        }
    }
}
