/**
 * Runs feeds: {@link dev.carillon.ticker.feed.run.Feeds} knows them all, {@code FeedRun} is one that runs on its thread, {@code Tally}
 * counts what comes of it, and {@code FeedStore} keeps what administrators have changed.
 */
@NullMarked
package dev.carillon.ticker.feed.run;

import org.jspecify.annotations.NullMarked;
