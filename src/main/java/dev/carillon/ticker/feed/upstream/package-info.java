/**
 * Feeds that ask other servers. {@link dev.carillon.ticker.feed.upstream.Upstream} is the one way out: it asks only who is on the
 * operator's list, and believes nothing that comes back.
 */
@NullMarked
package dev.carillon.ticker.feed.upstream;

import org.jspecify.annotations.NullMarked;
