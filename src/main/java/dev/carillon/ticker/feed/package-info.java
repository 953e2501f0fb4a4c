/**
 * What produces quotes. A {@link dev.carillon.ticker.feed.FeedKind} is a bean that checks a configuration and makes a {@link
 * dev.carillon.ticker.feed.Feed} of it, which runs on a thread of its own and says what it finds to its {@link
 * dev.carillon.ticker.feed.FeedOutlet}. Anybody may bring a kind: see {@code docs/ticker.md}.
 */
@NullMarked
package dev.carillon.ticker.feed;

import org.jspecify.annotations.NullMarked;
