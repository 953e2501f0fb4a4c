package dev.carillon.ticker.compare;

import dev.carillon.api.Service;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.Board;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Begins sessions and finds them.
 *
 * <p>Threading: any thread.
 */
@Service
public class Comparing {

    /** A page that compares needs one; each takes some kilobytes, 50 at most. */
    static final int MAX_SESSIONS = 1_000;

    /** After its last use. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** 128 bits: nobody guesses one. */
    private static final int ID_BYTES = 16;

    private final Comparisons comparisons;
    private final Board board;
    private final RandomGenerator random;
    private final InstantSource clock;

    @Inject
    Comparing(Comparisons comparisons, Board board, RandomGenerator random, InstantSource clock) {
        this.comparisons = comparisons;
        this.board = board;
        this.random = random;
        this.clock = clock;
    }

    /** The id of a new session. */
    public String begin() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        comparisons.add(id, new Comparison(board, clock), MAX_SESSIONS, usedSince());
        return id;
    }

    /** Uses a session; refuses one that is not there with {@code not-found}. */
    public Comparison use(String id) {
        Comparison found = comparisons
                .find(id, usedSince())
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.NOT_FOUND,
                        "A session of a comparison ends " + LIFETIME.toMinutes() + " minutes after it was used last.",
                        "There is no session with this id.",
                        "Begin one with POST /api/ticker/compare."));
        found.used();
        return found;
    }

    private Instant usedSince() {
        return clock.instant().minus(LIFETIME);
    }
}
