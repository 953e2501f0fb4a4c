package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.store.SavedSymbol;
import dev.carillon.ticker.store.Taken;
import dev.carillon.ticker.store.TickerStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Brings quotes to the disk, at once if somebody waits for it, else four times a second: as they were taken, many in a row of a
 * journal. Every few seconds it saves how the symbols are, and empties the journal. Closes candles whose time is over, and removes those that are too old.
 *
 * <p>Threading: a thread of its own, {@code carillon-ticker}. The methods for {@link Quotes} are called under the lock of {@link
 * Listings} and do not wait.
 */
@Service
class Keeper {

    private static final System.Logger LOGGER = System.getLogger(Keeper.class.getName());

    /** Between two looks at the clock, and two writes that nobody waits for. */
    private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

    /** Between two times at which everything that has changed is saved; until then the quotes are kept that made it so. */
    private static final Duration SAVE = Duration.ofSeconds(5);

    private static final Duration TRIM = Duration.ofMinutes(1);
    private static final int TRIM_STEP = 5_000;

    /** Candles that wait while the disk fails; the oldest go first. */
    private static final int MAX_WAITING = 200_000;

    private static final long RETRY_MILLIS = 1_000;
    private static final long ALERTS_SECONDS = 10;

    /** What goes to the disk together: quotes as they were taken, or how everything is that has changed. */
    private record Work(
            List<Taken> taken,
            List<Symbol> removed,
            List<SavedSymbol> dirty,
            List<Candle> closed,
            List<CompletionStage<?>> first,
            CompletableFuture<@Nullable Void> done) {

        boolean isNothing() {
            return taken.isEmpty() && removed.isEmpty() && dirty.isEmpty() && closed.isEmpty();
        }
    }

    private final Listings listings;
    private final Teller teller;
    private final TickerStore store;
    private final Map<Interval, Duration> keep;
    private final InstantSource clock;
    private final Condition awaited;

    // Under the lock.
    private final Set<Listing> dirty = new LinkedHashSet<>();
    private List<Taken> taken = new ArrayList<>();
    private Instant saved = Instant.MIN;
    private Instant looked = Instant.MIN;
    private boolean failing;
    private List<Candle> closed = new ArrayList<>();
    private List<Candle> beingWritten = List.of();
    private List<Symbol> removed = new ArrayList<>();
    private List<CompletionStage<?>> first = new ArrayList<>();
    private CompletableFuture<@Nullable Void> next = new CompletableFuture<>();
    private boolean somebodyWaits;
    private boolean stopping;

    private @Nullable Thread thread;
    private Instant trimmed = Instant.MIN;

    @Inject
    Keeper(Listings listings, Teller teller, TickerStore store, TickerSettings settings, InstantSource clock) {
        this.listings = listings;
        this.teller = teller;
        this.store = store;
        this.keep = settings.keep();
        this.clock = clock;
        this.awaited = listings.lock.newCondition();
    }

    // --- under the lock ---

    void taken(Listing listing, Taken quote, List<Candle> nowClosed) {
        taken.add(quote);
        changed(listing, nowClosed);
    }

    /** It changed without a quote, or by one that is on the disk already. */
    void changed(Listing listing, List<Candle> nowClosed) {
        dirty.add(listing);
        closed.addAll(nowClosed);
    }

    /** Candles that were closed and may not be on the disk yet, in their order. */
    List<Candle> unkept(Symbol symbol, Interval interval) {
        List<Candle> unkept = new ArrayList<>();
        for (List<Candle> candles : List.of(beingWritten, closed)) {
            for (Candle candle : candles) {
                if (candle.interval() == interval && candle.symbol().equals(symbol)) {
                    unkept.add(candle);
                }
            }
        }
        return unkept;
    }

    void removed(Symbol symbol) {
        dirty.removeIf(listing -> listing.symbol.equals(symbol));
        closed.removeIf(candle -> candle.symbol().equals(symbol));
        beingWritten = beingWritten.stream()
                .filter(candle -> !candle.symbol().equals(symbol))
                .toList();
        removed.add(symbol);
    }

    /** What was changed before is not written before this is done: else a restart would not find it any more. */
    void after(CompletionStage<?> done) {
        first.add(done);
    }

    /** Completes when everything that was changed before is on the disk. */
    CompletionStage<?> kept() {
        if (stopping) {
            return CompletableFuture.failedStage(new HubStoppedException());
        }
        somebodyWaits = true;
        awaited.signal();
        return next;
    }

    // --- its thread ---

    void start() {
        Thread started = new Thread(this::run, "carillon-ticker");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Writes what is left, and waits for that. */
    void stop() {
        listings.locked(() -> {
            stopping = true;
            awaited.signal();
            return stopping;
        });
        Thread started = thread;
        if (started != null) {
            try {
                started.join(Duration.ofSeconds(10).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            last = awaitWork();
            Work work = take();
            if (!work.isNothing() && !write(work) && !last) {
                pause();
            }
            finish(work);
            trim();
        }
    }

    /** Whether it is to stop. */
    private boolean awaitWork() {
        listings.lock.lock();
        try {
            long left = LOOK_NANOS;
            while (!somebodyWaits && !stopping && left > 0) {
                left = awaited.awaitNanos(left);
            }
            return stopping;
        } catch (InterruptedException e) {
            return true;
        } finally {
            listings.lock.unlock();
        }
    }

    private Work take() {
        return listings.locked(() -> {
            Instant now = clock.instant();
            if (!now.isBefore(looked.plusNanos(LOOK_NANOS))) {
                looked = now;
                closeOver(now);
            }
            boolean saves = failing || stopping || !removed.isEmpty() || !now.isBefore(saved.plus(SAVE));
            Work work = saves ? save(now) : new Work(taken, List.of(), List.of(), List.of(), first, next);
            taken = new ArrayList<>();
            first = new ArrayList<>();
            next = new CompletableFuture<>();
            somebodyWaits = false;
            return work;
        });
    }

    /** How everything is that has changed; so nobody needs the quotes that made it so. */
    private Work save(Instant now) {
        List<SavedSymbol> symbols = new ArrayList<>(dirty.size());
        dirty.forEach(listing -> symbols.add(listing.saved()));
        Work work = new Work(List.of(), removed, symbols, closed, first, next);
        dirty.clear();
        removed = new ArrayList<>();
        closed = new ArrayList<>();
        beingWritten = work.closed;
        saved = now;
        return work;
    }

    private void closeOver(Instant now) {
        for (Listing listing : listings.all()) {
            List<Candle> over = listing.candles.over(now);
            if (!over.isEmpty()) {
                changed(listing, over);
                teller.tell(listing, over);
            }
        }
    }

    /** Whether it is on the disk now; else whoever waits is told, and it is tried again with what comes next. */
    private boolean write(Work work) {
        try {
            for (CompletionStage<?> told : work.first) {
                told.toCompletableFuture().get(ALERTS_SECONDS, TimeUnit.SECONDS);
            }
            if (work.taken.isEmpty()) {
                store.save(work.removed, work.dirty, work.closed);
                listings.locked(() -> failing = false);
            } else {
                store.append(work.taken);
            }
            return true;
        } catch (InterruptedException e) {
            return failed(work, new LogUnavailableException("The server is stopping.", e));
        } catch (LogUnavailableException e) {
            return failed(work, e);
        } catch (TimeoutException | java.util.concurrent.ExecutionException | RuntimeException e) {
            return failed(work, new LogUnavailableException("The quotes cannot be written.", e));
        }
    }

    /** On the keeper's own thread nobody answers: what is chained to it goes elsewhere. */
    private void finish(Work work) {
        listings.locked(() -> {
            beingWritten = List.of();
            return work;
        });
        work.done.complete(null);
    }

    private boolean failed(Work work, LogUnavailableException cause) {
        LOGGER.log(System.Logger.Level.ERROR, "quotes are not on the disk; it is tried again", cause);
        listings.locked(() -> {
            // Whatever was to be written of a symbol that was removed since must not be written after its removal.
            List<Candle> all = new ArrayList<>(work.closed);
            all.removeIf(candle -> removed.contains(candle.symbol()));
            removed.addAll(work.removed);
            for (SavedSymbol saved : work.dirty) {
                Listing listing = listings.get(saved.symbol());
                if (listing != null) {
                    dirty.add(listing);
                }
            }
            all.addAll(closed);
            int lost = all.size() - MAX_WAITING;
            if (lost > 0) {
                LOGGER.log(System.Logger.Level.ERROR, "candles are lost count=" + lost);
            }
            closed = lost > 0 ? new ArrayList<>(all.subList(lost, all.size())) : all;
            first.addAll(work.first);
            // The quotes themselves are part of what has changed.
            failing = true;
            return dirty.size();
        });
        work.done.completeExceptionally(new CompletionException(cause));
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trim() {
        Instant now = clock.instant();
        if (now.isBefore(trimmed.plus(TRIM))) {
            return;
        }
        try {
            boolean more = false;
            for (Map.Entry<Interval, Duration> rule : keep.entrySet()) {
                more |= store.trim(rule.getKey(), now.minus(rule.getValue()), TRIM_STEP) == TRIM_STEP;
            }
            if (!more) {
                trimmed = now;
            }
        } catch (LogUnavailableException e) {
            LOGGER.log(System.Logger.Level.WARNING, "old candles were not removed; it is tried again", e);
            trimmed = now;
        }
    }
}
