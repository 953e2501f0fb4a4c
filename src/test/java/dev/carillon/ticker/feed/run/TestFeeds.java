package dev.carillon.ticker.feed.run;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.ManualClock;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import dev.carillon.ticker.TickerChannels;
import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

/** Feeds over a log in memory that outlives them. Whoever waits does so until he is interrupted, or {@link #wakeUps} let him go on. */
final class TestFeeds implements AutoCloseable {

    /** Nothing but an interruption ends it. */
    static final Duration FOREVER = Duration.ofDays(1);

    static final Symbol ACME = new Symbol("ACME");

    final ManualClock clock = new ManualClock();
    final MemoryEventLog log = new MemoryEventLog(
            TickerChannels.keptBy(RetentionPolicy.of(new Retention(1_000_000, 1L << 30, Duration.ofDays(365)))),
            Duration.ofHours(24),
            clock,
            new Random(11));
    final Queue<Tick> taken = new ConcurrentLinkedQueue<>();
    final Semaphore wakeUps = new Semaphore(0);
    final FeedWorld world = new FeedWorld(this::take, clock, new Random(11), this::sleep);

    /** What the ticker says to each symbol, if it refuses it. */
    volatile Set<Symbol> refusedSymbols = Set.of();

    private final List<Feeds> started = new ArrayList<>();

    /** One quote with the price of its configuration, and then nothing until it is interrupted. */
    final FeedKind steady = kind("steady", price -> outlet -> {
        outlet.quote(Tick.of(ACME, price));
        while (true) {
            outlet.pause(FOREVER);
        }
    });

    /** Never says anything but that it cannot go on. */
    final FeedKind broken = kind("broken", price -> outlet -> {
        throw new IllegalStateException("it is broken");
    });

    /** Says it once and has no more. */
    final FeedKind once = kind("once", price -> outlet -> outlet.quote(Tick.of(ACME, price)));

    static FeedKind kind(String name, Function<BigDecimal, Feed> feed) {
        return new FeedKind() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<FeedField> fields() {
                return List.of(
                        FeedField.preset("price", FeedField.Type.DECIMAL, "1", "what it says"),
                        FeedField.optional("note", FeedField.Type.TEXT, "for people"));
            }

            @Override
            public Feed prepare(FeedConfig config) {
                return feed.apply(config.decimal("price", "0", "1000"));
            }
        };
    }

    /** As a server that starts has them. {@code settings} is JSON with single quotes. */
    Feeds start(String settings) {
        return start(settings, steady, broken, once);
    }

    Feeds start(String settings, FeedKind... kinds) {
        Feeds feeds = notStarted(settings, kinds);
        started.add(feeds);
        feeds.start();
        return feeds;
    }

    Feeds notStarted(String settings, FeedKind... kinds) {
        TickerSettings ticker = new TickerSettings(
                10, List.of(), Map.of(), 10, 3, settings.replace('\'', '"'), Set.of(), Path.of("none"));
        return new Feeds(new FeedKinds(List.of(kinds)), new FeedStore(log, audit(), clock), ticker, world);
    }

    static FeedDefinition definition(String name, String kind, String config) {
        return new FeedDefinition(new FeedName(name), kind, true, json(config));
    }

    static FeedChange running(boolean running) {
        return new FeedChange(running, json("{}"));
    }

    static FeedChange config(String config) {
        return new FeedChange(null, json(config));
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    static Act act(String type) {
        Caller olga = new Caller("op", "Olga", Grants.ALL, Credential.BEARER, null, null);
        return new Act(type, olga, "192.0.2.1", Map.of());
    }

    /** Of what feeds keep, and of the audit trail. */
    List<Event> kept() {
        return events("~ticker/**", "admin/audit");
    }

    List<Event> events(String... selectors) {
        return log.read(0, SelectorSet.of(selectors), new PageLimit(100, 1 << 20)).entries().stream()
                .map(Entry::event)
                .toList();
    }

    List<String> prices() {
        return taken.stream().map(tick -> tick.price().toPlainString()).toList();
    }

    static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("carillon-feed-"));
    }

    private void sleep(Duration time) throws InterruptedException {
        if (time.compareTo(FOREVER) < 0) {
            wakeUps.acquire();
        } else {
            new CountDownLatch(1).await();
        }
    }

    private Quote take(Tick tick) {
        if (refusedSymbols.contains(tick.symbol())) {
            throw new InvalidRequestException(
                    Problem.SEQUENCE_NOT_NEWER, "A price never goes back.", "It does.", "Send a newer one.");
        }
        taken.add(tick);
        return new Quote(
                tick.symbol(),
                tick.price(),
                BigDecimal.ZERO,
                tick.volume(),
                tick.volume(),
                null,
                null,
                clock.instant(),
                taken.size(),
                taken.size());
    }

    private AuditTrail audit() {
        return (AuditTrail) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AuditTrail.class}, (proxy, method, arguments) -> {
                    Act act = (Act) arguments[0];
                    return Event.of(AuditTrail.CHANNEL, Payload.text(act.what().toString()), clock.instant())
                            .withType(act.type());
                });
    }

    @Override
    public void close() {
        started.forEach(Feeds::stop);
        log.close();
    }
}
