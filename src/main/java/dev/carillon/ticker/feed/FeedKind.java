package dev.carillon.ticker.feed;

import java.util.List;

/**
 * A way to come by quotes. Implementations are CDI beans, which any JAR in {@code WEB-INF/lib} may bring.
 *
 * <p>Threading: any thread, several at a time.
 */
public interface FeedKind {

    /** What a feed's {@code kind} says: 1 to 32 of {@code a-z 0-9 . _ -}. */
    String name();

    /** What may stand in the configuration; nothing else may. */
    List<FeedField> fields();

    /**
     * Makes a feed, which does nothing until it is run. Must not wait, and asks nobody.
     *
     * @param config has what {@link #fields()} demands, and of the right types
     * @throws dev.carillon.event.HubException {@code invalid-feed}, best made by {@link FeedConfig#wrong}, if it is wrong in another way
     */
    Feed prepare(FeedConfig config);
}
