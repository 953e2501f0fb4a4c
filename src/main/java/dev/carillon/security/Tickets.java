package dev.carillon.security;

import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import dev.carillon.event.UnauthenticatedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Tickets: what an {@code EventSource} on a page of another origin puts into its URL, since it cannot send a header. A ticket opens
 * one stream, within half a minute, so it is worth nothing to who finds it in a log.
 *
 * <p>Threading: any thread.
 */
public final class Tickets {

    /** Time to open a stream: a round trip and a slow phone. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    /** Of all callers together: 10 MB or so. */
    private static final int MAX = 50_000;

    /** Of one caller: enough for a page with one token for all of its visitors, and not enough to leave none for others. */
    private static final int MAX_OF_ONE = MAX / 10;

    private final OneTimeValues<Caller> waiting;
    private final InstantSource clock;

    public Tickets(InstantSource clock, LongSupplier nanoClock, RandomGenerator random) {
        this.waiting = new OneTimeValues<>(MAX, LIFETIME, nanoClock, random);
        this.clock = clock;
    }

    /**
     * A ticket for whoever has said who he is.
     *
     * @throws RateLimitException if he has too many that nobody has used, or all together have
     */
    public String issue(Caller caller) {
        if (waiting.count(other -> other.subject().equals(caller.subject())) >= MAX_OF_ONE) {
            throw new RateLimitException(
                    Problem.RATE_LIMITED,
                    "At most " + MAX_OF_ONE + " tickets of one caller wait to be used at a time.",
                    "All of yours are waiting.",
                    LIFETIME);
        }
        return waiting.issue(caller);
    }

    /**
     * The caller who got the ticket.
     *
     * @throws UnauthenticatedException if it was used already, is too old or was never given, or if its caller's token has ended
     */
    Caller redeem(String ticket) {
        Caller caller = waiting.redeem(ticket)
                .orElseThrow(() -> new UnauthenticatedException(
                        Problem.INVALID_TICKET,
                        "A ticket opens one stream, within " + LIFETIME.toSeconds() + " s.",
                        "This one was used, is too old, or is not of this server.",
                        "Get a new one with POST /api/tickets, and open the stream at once."));
        if (caller.expiresAt() != null && !clock.instant().isBefore(caller.expiresAt())) {
            throw new UnauthenticatedException(
                    Problem.TOKEN_EXPIRED,
                    "A ticket lives no longer than the token for which it was given.",
                    "That has expired at " + caller.expiresAt() + ".",
                    "Get a new token.");
        }
        return caller.with(Credential.TICKET);
    }

    /** The token is worth nothing any more, and so are its tickets. */
    public void revoke(String tokenId) {
        waiting.forget(caller -> tokenId.equals(caller.tokenId()));
    }
}
