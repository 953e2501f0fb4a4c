package dev.carillon.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Open streams live no longer than the token by which their reader is known. All streams of one token share one lease: a while
 * before it ends they are told; a newer token of the same subject takes over those that it covers; and whoever revokes a token
 * ends its streams at once.
 *
 * <p>Threading: any thread, under one lock; what is held is told outside of it.
 */
public final class Leases {

    /** Time for a page to get a new token: a round trip, or a person who has to sign in again. */
    private static final Duration WARNING = Duration.ofSeconds(60);

    /** Why a stream loses its lease. */
    public enum End {
        EXPIRED,
        REVOKED,
        SIGNED_OUT
    }

    /** A stream that is open because somebody has a token. Called by any thread; must not block. */
    public interface Held {

        /** Whether its reader might still listen to all of it with these grants. */
        boolean isCovered(Grants grants);

        /** The lease ends then, unless somebody renews it. */
        void expiring(Instant at);

        void end(End reason);
    }

    /** One stream's part of a lease. */
    public final class Part {

        private final Held held;
        private final Credential credential;

        /** The token that was shown for it, whichever it goes on under. */
        private final String openedWith;

        private Lease lease;

        private Part(Held held, Credential credential, Lease lease) {
            this.held = held;
            this.credential = credential;
            this.openedWith = lease.tokenId;
            this.lease = lease;
        }

        /** The stream has ended. */
        public void release() {
            synchronized (Leases.this) {
                lease.remove(this);
            }
        }
    }

    /** Guarded by the lock of {@link Leases}. */
    private final class Lease {

        private final Caller caller;
        private final String tokenId;
        private final Set<Part> parts = new HashSet<>();
        private final List<Future<?>> alarms = new ArrayList<>();

        /** Those who were there have been told that it ends. */
        private boolean warned;

        private Lease(Caller caller, String tokenId) {
            this.caller = caller;
            this.tokenId = tokenId;
            Instant ends = caller.expiresAt();
            if (ends == null) {
                return;
            }
            Duration left = Duration.between(clock.instant(), ends.plus(clockSkew.apply(tokenId)));
            Duration warning = left.compareTo(WARNING.multipliedBy(2)) < 0 ? left.dividedBy(2) : WARNING;
            alarms.add(after(left.minus(warning), () -> warn(this, ends)));
            alarms.add(after(left, () -> expire(this)));
        }

        private void remove(Part part) {
            parts.remove(part);
            if (parts.isEmpty()) {
                alarms.forEach(alarm -> alarm.cancel(false));
                leases.remove(tokenId, this);
            }
        }
    }

    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;
    private final Function<String, Duration> clockSkew;
    private final Predicate<String> isRevoked;

    /** By the id of the token; those without a stream are not kept. */
    private final Map<String, Lease> leases = new HashMap<>();

    /**
     * Nothing is held yet.
     *
     * @param clockSkew tells by its id how long after its end a token is still believed
     * @param isRevoked tells by its id whether a token is worth nothing any more
     */
    public Leases(
            InstantSource clock,
            ScheduledExecutorService scheduler,
            Function<String, Duration> clockSkew,
            Predicate<String> isRevoked) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.clockSkew = clockSkew;
        this.isRevoked = isRevoked;
    }

    /** Takes a stream; null if its caller has no token, and so nothing that could end. */
    public @Nullable Part hold(Caller caller, Held held) {
        String tokenId = caller.tokenId();
        if (tokenId == null) {
            return null;
        }
        Part part;
        boolean late;
        synchronized (this) {
            Lease lease = leases.computeIfAbsent(tokenId, id -> new Lease(caller, id));
            part = new Part(held, caller.credential(), lease);
            lease.parts.add(part);
            late = lease.warned;
        }
        arrived(caller, tokenId, late ? List.of(part) : List.of());
        return part;
    }

    /**
     * A caller shows a newer token: his open streams go on under it, as far as it covers them and does not end earlier.
     *
     * @return how many
     */
    public int renew(Caller caller) {
        String tokenId = caller.tokenId();
        if (tokenId == null || caller.isAnonymous()) {
            return 0;
        }
        List<Part> moved;
        boolean late;
        synchronized (this) {
            moved = move(caller, tokenId);
            Lease lease = leases.get(tokenId);
            late = lease != null && lease.warned;
        }
        arrived(caller, tokenId, late ? moved : List.of());
        return moved.size();
    }

    @GuardedBy("this")
    private List<Part> move(Caller caller, String tokenId) {
        List<Part> moving = new ArrayList<>();
        for (Lease lease : leases.values()) {
            if (lease.caller.subject().equals(caller.subject())
                    && !lease.tokenId.equals(tokenId)
                    && endsLater(caller, lease.caller)) {
                lease.parts.stream()
                        .filter(part -> part.held.isCovered(caller.grants()))
                        .forEach(moving::add);
            }
        }
        for (Part part : moving) {
            Lease lease = leases.computeIfAbsent(tokenId, id -> new Lease(caller, id));
            part.lease.remove(part);
            part.lease = lease;
            lease.parts.add(part);
        }
        return moving;
    }

    /** What has come to a lease must not miss what the lease was told before. */
    private void arrived(Caller caller, String tokenId, List<Part> late) {
        Instant ends = caller.expiresAt();
        if (ends != null) {
            late.forEach(part -> part.held.expiring(ends));
        }
        // Whoever revoked it after the request was let in, and before this stood here, has not found it.
        if (isRevoked.test(tokenId)) {
            revoke(tokenId);
        }
    }

    /**
     * The token is worth nothing any more. What was opened with it ends under whichever token it goes on: if it was stolen, it is
     * the owner who has shown a newer one, and the thief whose stream went on.
     */
    public void revoke(String tokenId) {
        List<Part> ending;
        synchronized (this) {
            ending = leases.values().stream()
                    .flatMap(lease -> lease.parts.stream())
                    .filter(part -> part.lease.tokenId.equals(tokenId) || part.openedWith.equals(tokenId))
                    .toList();
            ending.forEach(part -> part.lease.remove(part));
        }
        ending.forEach(part -> part.held.end(End.REVOKED));
    }

    /** The browser has forgotten the token: ends the streams that it has opened with the cookie. */
    public void signOut(String tokenId) {
        end(tokenId, part -> part.credential == Credential.COOKIE, End.SIGNED_OUT);
    }

    private static boolean endsLater(Caller newer, Caller older) {
        return older.expiresAt() != null
                && (newer.expiresAt() == null || newer.expiresAt().isAfter(older.expiresAt()));
    }

    private void warn(Lease lease, Instant ends) {
        List<Part> parts;
        synchronized (this) {
            lease.warned = true;
            parts = List.copyOf(lease.parts);
        }
        parts.forEach(part -> part.held.expiring(ends));
    }

    private void expire(Lease lease) {
        end(lease.tokenId, part -> true, End.EXPIRED);
    }

    private void end(String tokenId, Predicate<Part> which, End reason) {
        List<Part> ending;
        synchronized (this) {
            Lease lease = leases.get(tokenId);
            if (lease == null) {
                return;
            }
            ending = lease.parts.stream().filter(which).toList();
            ending.forEach(lease::remove);
        }
        ending.forEach(part -> part.held.end(reason));
    }

    private Future<?> after(Duration delay, Runnable alarm) {
        return scheduler.schedule(alarm, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Tokens that hold a stream open. */
    synchronized int size() {
        return leases.size();
    }
}
