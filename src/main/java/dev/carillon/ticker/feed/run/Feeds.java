package dev.carillon.ticker.feed.run;

import dev.carillon.api.Service;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.audit.Act;
import dev.carillon.ticker.QuoteIntake;
import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.run.FeedState.Origin;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All feeds: what the settings define and what administrators have made of it.
 *
 * <p>Threading: any thread. Changes are made one after the other, and wait for the log; looking waits for nobody.
 */
@Service
public class Feeds {

    private static final System.Logger LOGGER = System.getLogger(Feeds.class.getName());

    /** A thread that waits ends at once; one that computes may take a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FeedKinds kinds;
    private final FeedStore store;
    private final TickerSettings settings;
    private final FeedWorld world;
    private final Map<FeedName, FeedDefinition> fromSettings;
    private final ConcurrentSkipListMap<FeedName, ManagedFeed> feeds = new ConcurrentSkipListMap<>();
    private final Object changing = new Object();
    private boolean stopped;

    /**
     * Reads the settings; {@link #start()} does the rest.
     *
     * @throws IllegalArgumentException if {@code carillon.ticker.feeds} is wrong
     */
    @Inject
    public Feeds(
            FeedKinds kinds,
            FeedStore store,
            TickerSettings settings,
            QuoteIntake intake,
            InstantSource clock,
            RandomGenerator random) {
        this(kinds, store, settings, new FeedWorld(intake, clock, random, FeedWorld::sleep));
    }

    Feeds(FeedKinds kinds, FeedStore store, TickerSettings settings, FeedWorld world) {
        this.kinds = kinds;
        this.store = store;
        this.settings = settings;
        this.world = world;
        fromSettings = SettingsFeeds.read(settings, kinds);
    }

    /** Finds out which feeds there are, and runs those that are to run. Once. */
    public void start() {
        synchronized (changing) {
            Map<FeedName, Kept> kept = store.read();
            fromSettings.forEach((name, definition) ->
                    feeds.put(name, ManagedFeed.ofSettings(definition, changes(definition, kept.remove(name)), world)));
            kept.forEach((name, one) -> {
                // Of one that the settings do not define any more there is nothing to run.
                if (one.origin() == Origin.API) {
                    feeds.put(name, ManagedFeed.ofApi(one.definition(name), world));
                }
            });
            feeds.values().stream()
                    .filter(feed -> feed.definition().running())
                    .forEach(feed -> feed.start(asKept(feed.definition())));
        }
    }

    private static FeedChange changes(FeedDefinition definition, @Nullable Kept kept) {
        if (kept == null) {
            return FeedChange.NONE;
        }
        if (kept.origin() == Origin.SETTINGS && kept.kind().equals(definition.kind())) {
            return kept.change();
        }
        LOGGER.log(
                System.Logger.Level.WARNING,
                "the settings define another feed than the one that was kept, and theirs counts feed={0}",
                definition.name());
        return FeedChange.NONE;
    }

    /** What was right when it was kept may be wrong now, if a kind is gone or the settings are others. Then it is there, and fails. */
    private Feed asKept(FeedDefinition definition) {
        try {
            return kinds.prepare(definition);
        } catch (RuntimeException | LinkageError e) {
            return outlet -> {
                throw e;
            };
        }
    }

    /** Ends all feeds; there are no changes after that. Twice does no harm. */
    @PreDestroy
    public void stop() {
        synchronized (changing) {
            stopped = true;
            feeds.values().forEach(ManagedFeed::interrupt);
            long end = System.nanoTime() + PATIENCE.toNanos();
            feeds.values().forEach(feed -> feed.awaitStop(Duration.ofNanos(end - System.nanoTime())));
        }
    }

    /** In the order of their names. */
    public List<FeedState> all() {
        return feeds.values().stream().map(ManagedFeed::state).toList();
    }

    public FeedState get(String name) {
        return feed(name).state();
    }

    /** Adds a feed, and runs it if it is to run. */
    public FeedState create(FeedDefinition definition, Act act) {
        synchronized (changing) {
            requireOpen();
            if (feeds.containsKey(definition.name())) {
                throw refusal(
                        Problem.FEED_EXISTS,
                        "Each feed has a name of its own.",
                        "There is one called " + definition.name() + ".",
                        "Choose another name, or change that feed.");
            }
            if (feeds.size() >= settings.maxFeeds()) {
                throw refusal(
                        Problem.TICKER_FULL,
                        "There are at most " + settings.maxFeeds() + " feeds.",
                        "There are as many.",
                        "Delete one, or raise carillon.ticker.max-feeds.");
            }
            Feed prepared = kinds.prepare(definition);
            ManagedFeed feed = ManagedFeed.ofApi(definition, world);
            store.keep(definition.name(), Kept.whole(definition), described(act, definition));
            feeds.put(definition.name(), feed);
            if (definition.running()) {
                feed.start(prepared);
            }
            return feed.state();
        }
    }

    /** Starts or stops a feed, or gives it another configuration, with which one that runs begins anew. */
    public FeedState change(String name, FeedChange change, Act act) {
        synchronized (changing) {
            requireOpen();
            ManagedFeed feed = feed(name);
            FeedDefinition after = change.appliedTo(feed.definition());
            boolean otherwise = !after.config().equals(feed.definition().config());
            // Without a word about it, one that has come to its end does not begin again.
            boolean toRun = change.running() == null ? feed.runs() : change.running();
            if (!otherwise
                    && toRun == feed.runs()
                    && after.running() == feed.definition().running()) {
                return feed.state();
            }
            Feed prepared = otherwise || toRun ? kinds.prepare(after) : outlet -> {};
            Kept kept = feed.keptWith(change);
            store.keep(after.name(), kept, described(act, after));
            feed.become(kept, change);
            if (otherwise || !toRun) {
                feed.interrupt();
                feed.awaitStop(PATIENCE);
            }
            if (toRun && !feed.runs()) {
                feed.awaitStop(PATIENCE);
                feed.start(prepared);
            }
            return feed.state();
        }
    }

    /** Ends a feed for good. */
    public void delete(String name, Act act) {
        synchronized (changing) {
            requireOpen();
            ManagedFeed feed = feed(name);
            if (feed.origin() == Origin.SETTINGS) {
                throw refusal(
                        Problem.FEED_FROM_SETTINGS,
                        "What the settings define is there until they do not define it any more.",
                        name + " stands in carillon.ticker.feeds.",
                        "Stop it with {\"running\":false}, or change the setting.");
            }
            FeedName known = feed.definition().name();
            store.forget(
                    known,
                    act.with("name", known.value())
                            .with("kind", feed.definition().kind()));
            feeds.remove(known);
            feed.interrupt();
            feed.awaitStop(PATIENCE);
        }
    }

    private ManagedFeed feed(String name) {
        ManagedFeed feed = null;
        try {
            feed = feeds.get(new FeedName(name));
        } catch (HubException notEvenName) {
            // Told below.
        }
        if (feed == null) {
            throw refusal(
                    Problem.NO_SUCH_FEED,
                    "Only a feed that is there can be looked at or changed.",
                    "There is none called " + InvalidRequestException.quote(name) + ".",
                    "Look at GET /api/admin/feeds.");
        }
        return feed;
    }

    private void requireOpen() {
        if (stopped) {
            throw new HubStoppedException();
        }
    }

    private static Act described(Act act, FeedDefinition feed) {
        return act.with("name", feed.name().value())
                .with("kind", feed.kind())
                .with("running", feed.running())
                .with("config", feed.config().toString());
    }

    private static HubException refusal(Problem problem, String rule, String finding, String remedy) {
        return new InvalidRequestException(problem, rule, finding, remedy);
    }
}
