package dev.carillon.security.token;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every token that this hub minted, and every one that it was told to believe no more. What it says was kept before.
 *
 * <p>Threading: any thread. What changes something waits for the {@link TokenLedger}, one change at a time; what asks does not
 * wait.
 */
public final class TokenRegister {

    /** A page of {@link #list} is made in memory. */
    public static final int MAX_PAGE = 1000;

    /** Each takes about a kilobyte of memory, more with many grants. */
    static final int MAX_TOKENS = 10_000;

    /** Somebody who looks for a token that has expired finds it for so long; the same for as many as these. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    static final int MAX_EXPIRED = 1000;

    private final TokenLedger ledger;
    private final InstantSource clock;
    private final Object changes = new Object();

    /** By id, which is the order in which they were minted. */
    private final ConcurrentSkipListMap<String, IssuedToken> issued = new ConcurrentSkipListMap<>();

    /** Tokens of others. */
    private final ConcurrentMap<String, Revocation> revoked = new ConcurrentHashMap<>();

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** Reads the ledger. */
    public TokenRegister(TokenLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        for (TokenRecord record : ledger.read()) {
            put(record);
        }
    }

    /** Whether it must not be believed. Whoever opens a stream asks again once the stream can be found and closed. */
    public boolean isRevoked(String id) {
        IssuedToken token = issued.get(id);
        return revoked.containsKey(id) || (token != null && token.revokedAt() != null);
    }

    boolean isIssued(String id) {
        return issued.containsKey(id);
    }

    @Nullable
    String newestId() {
        return issued.isEmpty() ? null : issued.lastKey();
    }

    /**
     * Tokens in the order in which they were minted.
     *
     * @param after the id after which to begin, whether there is still such a token or not; null for the beginning
     */
    List<IssuedToken> list(@Nullable String after, int limit) {
        return (after == null ? issued : issued.tailMap(after, false))
                .values().stream().limit(Math.min(limit, MAX_PAGE)).toList();
    }

    /** Tells of every id that is revoked from now on, on the thread that revokes it, after {@link #isRevoked} says so. */
    void onRevoke(Consumer<String> listener) {
        listeners.add(listener);
    }

    void add(IssuedToken token) {
        synchronized (changes) {
            forget();
            Instant now = clock.instant();
            List<Instant> ends = issued.values().stream()
                    .map(IssuedToken::expiresAt)
                    .filter(now::isBefore)
                    .toList();
            requireRoom("tokens that have not expired", ends, now);
            ledger.keep(token);
            put(token);
        }
    }

    void revoke(String id) {
        TokenLimits.requireLabel("id", id);
        synchronized (changes) {
            if (!isRevoked(id)) {
                Instant now = clock.instant();
                IssuedToken token = issued.get(id);
                TokenRecord record = token == null ? revocation(id, now) : token.revoked(now);
                ledger.keep(record);
                put(record);
            }
        }
        listeners.forEach(listener -> listener.accept(id));
    }

    @GuardedBy("changes")
    private Revocation revocation(String id, Instant now) {
        forget();
        requireRoom(
                "revocations of other issuers' tokens",
                revoked.values().stream().map(Revocation::forgetAt).toList(),
                now);
        return new Revocation(id, now);
    }

    private static void requireRoom(String what, List<Instant> ends, Instant now) {
        if (ends.size() >= MAX_TOKENS) {
            Instant first = ends.stream().min(Comparator.naturalOrder()).orElse(now);
            throw new RateLimitException(
                    Problem.RATE_LIMITED,
                    "The hub keeps at most " + MAX_TOKENS + " " + what + ".",
                    "There are as many; the first ends at " + first + ".",
                    Duration.between(now, first));
        }
    }

    /** Drops what nobody needs any more. There is no thread for this: it is done before there is more. */
    @GuardedBy("changes")
    private void forget() {
        Instant now = clock.instant();
        List<String> ids = new ArrayList<>();
        List<IssuedToken> expired = issued.values().stream()
                .filter(token -> !token.expiresAt().isAfter(now))
                .sorted(Comparator.comparing(IssuedToken::expiresAt))
                .toList();
        for (int i = 0; i < expired.size(); i++) {
            IssuedToken token = expired.get(i);
            boolean tooMany = expired.size() - i > MAX_EXPIRED;
            if (tooMany || !token.expiresAt().plus(REMEMBERED).isAfter(now)) {
                ids.add(token.id());
            }
        }
        revoked.values().stream()
                .filter(revocation -> !revocation.forgetAt().isAfter(now))
                .forEach(revocation -> ids.add(revocation.id()));
        if (!ids.isEmpty()) {
            ledger.forget(ids);
            ids.forEach(issued::remove);
            ids.forEach(revoked::remove);
        }
    }

    private void put(TokenRecord record) {
        if (record instanceof IssuedToken token) {
            issued.put(token.id(), token);
        } else if (record instanceof Revocation revocation) {
            revoked.put(revocation.id(), revocation);
        }
    }

    /** For tests: all ids of which something is known. */
    Stream<String> ids() {
        return Stream.concat(issued.keySet().stream(), revoked.keySet().stream());
    }
}
