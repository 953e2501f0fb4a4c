package dev.carillon.ticker;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.ManualScheduler;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Alerts on a log that outlives them, with time that stands still and appends that fail or wait when a test says so. */
final class AlertWorld implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final Owner ANNA = new Owner("anna");
    static final Owner BORIS = new Owner("boris");
    static final Symbol ACME = new Symbol("ACME");
    static final Symbol GLOBEX = new Symbol("GLOBEX");

    private static final Retention PLENTY = new Retention(1_000_000, 1L << 30, Duration.ofDays(365));

    private static final HubSettings HUB = new HubSettings(
            1,
            new HubSettings.RingLimits(64, 64 << 10, 1 << 20),
            HubSettings.ReplayLimits.DEFAULT,
            new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 64 << 20, Duration.ofSeconds(5)),
            new HubSettings.Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(2)));

    final ManualScheduler scheduler = new ManualScheduler(BEGIN);
    final Alerts alerts;
    private final Stored stored;
    private final Hub hub;
    private final int max;
    private long version;

    AlertWorld(int max) {
        this(max, new Stored());
    }

    private AlertWorld(int max, Stored stored) {
        this.max = max;
        this.stored = stored;
        Here io = new Here();
        hub = new Hub(HUB, stored.log, io, System::nanoTime, AlertWorld::daemon);
        AlertLog log = new AlertLog(hub, stored.log, io, scheduler, scheduler);
        alerts = new Alerts(new AlertBook(), log, settings(max), new Random(7), scheduler);
        alerts.start();
    }

    private static TickerSettings settings(int maxAlerts) {
        return new TickerSettings(10, List.of(), Map.of(), maxAlerts, 0, "[]", java.util.Set.of(), Path.of("replay"));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "test-shard");
        thread.setDaemon(true);
        return thread;
    }

    // --- what happens ---

    Alert create(Owner owner, Symbol symbol, String price, Crossing crosses) {
        return done(alerts.create(owner, wish(symbol, price, crosses)));
    }

    static Alerts.Wish wish(Symbol symbol, String price, Crossing crosses) {
        return new Alerts.Wish(symbol, new BigDecimal(price), crosses, null);
    }

    /** A quote comes. */
    @Nullable
    CompletionStage<?> look(Symbol symbol, String before, String now) {
        return alerts.look(quote(symbol, now), new BigDecimal(before));
    }

    private Quote quote(Symbol symbol, String price) {
        version++;
        BigDecimal zero = BigDecimal.ZERO;
        return new Quote(
                symbol, new BigDecimal(price), zero, zero, zero, null, null, scheduler.instant(), version, version);
    }

    /** The same log, after a stop and a start. */
    AlertWorld restarted() {
        hub.close();
        return new AlertWorld(max, stored);
    }

    /** How appends end from now on; null for the usual. */
    void failAppends(@Nullable Failure failure) {
        stored.failure = failure;
    }

    /** Appends wait from now on. */
    void holdAppends() {
        stored.holds = true;
    }

    /** Those that wait are made in their order, and the next ones at once. */
    void releaseAppends() {
        stored.holds = false;
        while (!stored.held.isEmpty()) {
            stored.held.remove().run();
        }
    }

    /** Makes the one that waits longest. */
    void releaseOne() {
        stored.held.remove().run();
    }

    enum Failure {
        UNAVAILABLE,
        BUSY,
        STOPPED,
        /** It is committed, but that is not known. */
        UNKNOWN;

        private HubException exception() {
            return switch (this) {
                case UNAVAILABLE, UNKNOWN ->
                    new LogUnavailableException("The disk is full.", new IllegalStateException("test"));
                case BUSY -> new HubBusyException("It is behind.", Duration.ofSeconds(1));
                case STOPPED -> new HubStoppedException();
            };
        }
    }

    // --- what comes of it ---

    /** The events that somebody was told, oldest first. */
    List<Event> told(Owner owner) {
        return events(owner.channel().value());
    }

    /** Ids of the alerts that went off, in the order in which their owner was told. */
    List<String> wentOff(Owner owner) {
        return told(owner).stream().map(Event::key).toList();
    }

    List<Event> events(String... channels) {
        return stored.entries.read(0, SelectorSet.of(channels), new PageLimit(4_000, 4 << 20)).entries().stream()
                .map(Entry::event)
                .toList();
    }

    /** Of each append its channels, oldest first. */
    List<List<String>> appends() {
        return stored.appends;
    }

    static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HubException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** Which problem an act ends with; null if it succeeds. */
    static @Nullable Problem problem(Supplier<CompletionStage<?>> act) {
        try {
            done(act.get());
            return null;
        } catch (HubException refusal) {
            return refusal.problem();
        }
    }

    @Override
    public void close() {
        hub.close();
        scheduler.shutdownNow();
    }

    /** Runs everything at once. */
    private static final class Here extends AbstractExecutorService {

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** A log in memory that outlives its hub. */
    private static final class Stored {

        final MemoryEventLog entries = new MemoryEventLog(
                TickerChannels.keptBy(RetentionPolicy.of(PLENTY)),
                Duration.ofHours(24),
                () -> BEGIN,
                RandomGeneratorFactory.getDefault().create(3));
        final EventLog log = (EventLog) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EventLog.class},
                (proxy, method, arguments) -> call(method, arguments));
        final Queue<Runnable> held = new ArrayDeque<>();
        final List<List<String>> appends = new ArrayList<>();
        private Consumer<List<Entry>> listener = nothing -> {};
        private boolean listening;

        @Nullable
        Failure failure;

        boolean holds;

        /** Whoever calls the log gets the future. */
        @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"})
        private Object call(Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "listen" -> {
                    listener = (Consumer<List<Entry>>) arguments[0];
                    if (!listening) {
                        listening = true;
                        entries.listen(added -> listener.accept(added));
                    }
                    return null;
                }
                case "append" -> {
                    return append((Append) arguments[0]);
                }
                default -> {
                    try {
                        return method.invoke(entries, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }
            }
        }

        private CompletionStage<Appended> append(Append append) {
            if (holds) {
                CompletableFuture<Appended> later = new CompletableFuture<>();
                held.add(() -> now(append).whenComplete((appended, refused) -> {
                    if (refused != null) {
                        later.completeExceptionally(refused);
                    } else {
                        later.complete(appended);
                    }
                }));
                return later;
            }
            return now(append);
        }

        @SuppressWarnings("FutureReturnValueIgnored")
        private CompletionStage<Appended> now(Append append) {
            Failure now = failure;
            if (now != null && now != Failure.UNKNOWN) {
                return CompletableFuture.failedStage(now.exception());
            }
            CompletionStage<Appended> appended = entries.append(append);
            if (!appended.toCompletableFuture().join().repeated()) {
                appends.add(append.events().stream()
                        .map(event -> event.channel().value())
                        .toList());
            }
            return now == null ? appended : CompletableFuture.failedStage(now.exception());
        }
    }
}
