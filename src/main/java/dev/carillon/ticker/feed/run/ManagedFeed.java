package dev.carillon.ticker.feed.run;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.run.FeedFigures.Health;
import dev.carillon.ticker.feed.run.FeedState.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A feed with what becomes of it.
 *
 * <p>Threading: {@link Feeds} changes it under its lock; anybody may look at its {@link #state()}.
 */
final class ManagedFeed {

    private final FeedWorld world;
    private final @Nullable FeedDefinition fromSettings;
    private volatile Kept kept;
    private volatile FeedDefinition definition;
    private volatile FeedFigures figures;
    private volatile @Nullable FeedRun run;

    /** One that the settings define, as they define it but for what was changed. */
    static ManagedFeed ofSettings(FeedDefinition fromSettings, FeedChange changed, FeedWorld world) {
        return new ManagedFeed(
                world,
                fromSettings,
                changed.appliedTo(fromSettings),
                new Kept(Origin.SETTINGS, fromSettings.kind(), changed));
    }

    static ManagedFeed ofApi(FeedDefinition definition, FeedWorld world) {
        return new ManagedFeed(world, null, definition, Kept.whole(definition));
    }

    private ManagedFeed(FeedWorld world, @Nullable FeedDefinition fromSettings, FeedDefinition definition, Kept kept) {
        this.world = world;
        this.fromSettings = fromSettings;
        this.definition = definition;
        this.kept = kept;
        this.figures = FeedFigures.none(world.clock().instant());
    }

    FeedDefinition definition() {
        return definition;
    }

    Origin origin() {
        return kept.origin();
    }

    /** What is to be kept once this has changed. */
    Kept keptWith(FeedChange change) {
        return fromSettings == null
                ? Kept.whole(change.appliedTo(definition))
                : new Kept(Origin.SETTINGS, kept.kind(), kept.change().and(change));
    }

    void become(Kept next, FeedChange change) {
        kept = next;
        definition = change.appliedTo(definition);
    }

    boolean runs() {
        FeedRun current = run;
        return current != null && current.figures().health() != Health.STOPPED;
    }

    void start(Feed feed) {
        FeedRun next = new FeedRun(definition.name(), feed, world, figures);
        run = next;
        next.start();
    }

    /** Asks it to stop; {@link #awaitStop} must follow. */
    void interrupt() {
        FeedRun current = run;
        if (current != null) {
            current.stop();
        }
    }

    void awaitStop(Duration patience) {
        FeedRun current = run;
        if (current != null) {
            current.awaitEnd(patience);
            figures = current.figures().stopped(world.clock().instant());
            run = null;
        }
    }

    FeedState state() {
        FeedRun current = run;
        FeedFigures now = current == null ? figures : current.figures();
        return new FeedState(definition, origin(), now.health() != Health.STOPPED, now);
    }
}
