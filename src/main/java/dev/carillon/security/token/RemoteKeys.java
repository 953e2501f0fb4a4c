package dev.carillon.security.token;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keys that an issuer publishes, kept for five minutes. Afterwards they are fetched again while the old ones still serve; a key
 * that is not among them is waited for. While the issuer does not answer, the keys that are there serve for a day.
 *
 * <p>Anybody can send a token that names a key which does not exist. So keys are fetched at most twice a minute, one fetch at a
 * time, and few requests wait for it; the others are refused at once.
 *
 * <p>Threading: any thread. Keys are fetched by the executor, so that no request waits for longer than it should.
 */
final class RemoteKeys implements KeySource {

    static final Duration FRESH = Duration.ofMinutes(5);

    /** How long a withdrawn key serves if somebody keeps the hub from hearing of it. */
    static final Duration KEPT_DURING_OUTAGE = Duration.ofHours(24);

    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    /** Longer than {@link JwksDocument} takes; a fetch that takes longer hangs, and is given up for the next one. */
    static final Duration HANGING = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** An eighth of the threads of the container in our files. */
    private static final int MAX_WAITING = 8;

    private static final System.Logger LOGGER = System.getLogger(RemoteKeys.class.getName());

    private final URI url;
    private final InstantSource clock;
    private final Executor io;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MAX_WAITING);

    private volatile Keys keys = new Keys(List.of(), Instant.MIN);

    @GuardedBy("this")
    private @Nullable Fetch newest;

    /** Keys, and when they were fetched. */
    private record Keys(List<VerificationKey> all, Instant at) {

        List<VerificationKey> candidates(TokenAlgorithm algorithm, @Nullable String id, Instant now) {
            return isYounger(KEPT_DURING_OUTAGE, now)
                    ? all.stream().filter(key -> key.mayBe(algorithm, id)).toList()
                    : List.of();
        }

        /** A clock that was set back makes them old, not young for long. */
        boolean isYounger(Duration age, Instant now) {
            return !at.equals(Instant.MIN) && !now.isBefore(at) && now.isBefore(at.plus(age));
        }
    }

    /** One attempt. */
    private record Fetch(Instant begun, JwksDocument document, CompletableFuture<List<VerificationKey>> result) {

        boolean isOver(Instant now) {
            Duration wait = result.isCompletedExceptionally() ? BETWEEN_TRIES : BETWEEN_FETCHES;
            return (result.isDone() && !now.isBefore(begun.plus(wait)))
                    || !now.isBefore(begun.plus(HANGING))
                    || now.isBefore(begun);
        }
    }

    RemoteKeys(URI url, InstantSource clock, Executor io) {
        this(url, clock, io, PATIENCE);
    }

    RemoteKeys(URI url, InstantSource clock, Executor io, Duration patience) {
        this.url = url;
        this.clock = clock;
        this.io = io;
        this.patience = patience;
        begin(clock.instant());
    }

    @Override
    public List<VerificationKey> candidates(TokenAlgorithm algorithm, @Nullable String id) {
        if (!algorithm.isPublic()) {
            return List.of();
        }
        Instant now = clock.instant();
        Keys known = keys;
        List<VerificationKey> candidates = known.candidates(algorithm, id, now);
        if (!candidates.isEmpty() && known.isYounger(FRESH, now)) {
            return candidates;
        }
        CompletableFuture<?> fetch = begin(now).result();
        if (!candidates.isEmpty()) {
            return candidates;
        }
        if (!fetch.isDone()) {
            await(fetch);
        }
        return keys.candidates(algorithm, id, clock.instant());
    }

    private void await(CompletableFuture<?> fetch) {
        if (!places.tryAcquire()) {
            return;
        }
        try {
            fetch.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "there are no new keys to check a token with", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** The fetch that is on its way, or the last one if it is too early for another. */
    private synchronized Fetch begin(Instant now) {
        Fetch last = newest;
        if (last != null && !last.isOver(now)) {
            return last;
        }
        Fetch next = new Fetch(now, new JwksDocument(url), new CompletableFuture<>());
        newest = next;
        try {
            io.execute(() -> run(next, last));
        } catch (RuntimeException stopping) {
            next.result().completeExceptionally(stopping);
        }
        return next;
    }

    private void run(Fetch fetch, @Nullable Fetch last) {
        if (last != null && !last.result().isDone()) {
            last.document().abandon();
        }
        try {
            List<VerificationKey> fetched = fetch.document().fetch();
            take(fetch, fetched);
            fetch.result().complete(fetched);
        } catch (IOException | RuntimeException e) {
            warn(last, e);
            fetch.result().completeExceptionally(e);
        }
    }

    /** What comes from a fetch that was given up is older than what is there. */
    private synchronized void take(Fetch fetch, List<VerificationKey> fetched) {
        if (fetch.equals(newest)) {
            keys = new Keys(fetched, fetch.begun());
        }
        LOGGER.log(System.Logger.Level.DEBUG, "keys={0} url={1}", fetched, url);
    }

    /** Once for each outage. */
    private void warn(@Nullable Fetch last, Exception cause) {
        boolean again = last != null && last.result().isCompletedExceptionally();
        LOGGER.log(
                again ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "the keys at " + url + " cannot be fetched (" + cause + "); those that are there serve for "
                        + KEPT_DURING_OUTAGE.toHours() + " hours");
    }
}
