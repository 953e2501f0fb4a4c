/**
 * The hot path: how an event reaches everybody who listens.
 *
 * <pre>{@code
 * Hub.publish ─► PublishGate ─► EventLog.append          Hub.connect ─► Subscriber.subscribe
 *  (limits)     (back-pressure)      │ committed, in order                    │
 *                                    ▼                                        ▼
 *                              Inbox of each Shard ◄──────────────────── Inbox of one Shard
 *                                    │  one thread; nothing below is shared
 *                                    ▼
 *                  FeedIndex ─► Feed.append (encoded once, into the Ring)
 *                                    │
 *                                    ▼  once for each round of the shard
 *                  Feed.flush: what is new becomes one Chunk, and every Subscriber that stands at the old
 *                  tail gets that Chunk ─► Sink.write
 *
 * A Sink that takes no more: its Position stays where it is in the Ring ─► Shard.writable ─► Feed.catchUp
 * A Position that left the Ring, or begins in the past: Replay, until it is at the tail
 *
 *   Replays: turns, a little in each round ─► Replay.turn ─► a page at its cursor? ─► Sink.write
 *                  ▲                                              │ no
 *                  └── the page is there, for all who wait ◄── PageReads (few at a time, PageCache) ─► EventLog.read
 * }</pre>
 *
 * <p>A shard runs in rounds: it takes the commands that wait in its inbox, flushes the feeds that they touched, and sends on
 * to the subscribers that became writable; last come replays, for their share. There is no timer between an event and its flush, so an idle hub writes at once,
 * and a busy one joins whatever came in while it wrote.
 */
@NullMarked
package dev.carillon.hub;

import org.jspecify.annotations.NullMarked;
