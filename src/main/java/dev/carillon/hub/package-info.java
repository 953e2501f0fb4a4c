/**
 * The hot path: how an event reaches everybody who listens.
 *
 * <pre>{@code
 * Hub.publish ─► Publishing ─► PublishGate ─► EventLog.append       Hub.connect, Subscriber.subscribe
 *                (limits)     (back-pressure)       │                               │
 *                                                   │ committed, in order           │
 *                                                   ▼                               │
 *                                   Publishing.deliver ─► Shard.offerEntries        │
 *                                                   │                               │
 *                                                   ▼                               ▼
 *                                        Inbox of each Shard              Inbox of one Shard ─► Subscribers
 *                                                   │
 *                                                   │  Shard.round: one thread; nothing below is shared
 *                                                   ▼
 *              Feeds.append: FeedIndex ─► Feed.append (encoded once, into the Ring)
 *                                                   │
 *                                                   ▼  once for each round of the shard
 *              Feeds.flushTouched ─► Feed.flush: what is new becomes one Chunk, and every Subscriber that stands
 *              at the old tail gets that Chunk: Subscriber.write ─► Sink.write
 *
 * A Sink that takes no more: its Position stays where it is in the Ring ─► Subscriber.writable ─► Subscribers.sendOnToWoken
 *      ─► Feed.catchUp
 * A Position that left the Ring, or begins in the past: Replay, until it is at the tail
 *
 *   Replays: turns, a little in each round ─► Replay.turn ─► a page at its cursor? ─► Subscriber.write
 *                  ▲                                              │ no
 *                  └── the page is there, for all who wait ◄── PageReads (few at a time, PageCache) ─► EventLog.read
 * }</pre>
 *
 * <p>A shard runs in rounds ({@link dev.carillon.hub.Shard#round()}): it takes the commands that wait in its inbox, flushes the
 * feeds that they touched, and sends on to the subscribers that became writable; then come replays, for their share, and last
 * what is due: heartbeats, readers that are too slow, closes, walks. There is no timer between an event and its flush, so an
 * idle hub writes at once, and a busy one joins whatever came in while it wrote.
 *
 * <p>A connection listens to one set of channels ({@link dev.carillon.hub.Subscriber#subscribe}), or to channels that come and go
 * ({@link dev.carillon.hub.Subscriber#include}): {@link dev.carillon.hub.Inclusion} keeps one Position for all of these, which goes
 * from Feed to Feed. Frames that are {@linkplain dev.carillon.hub.WireFormat#notFor not for} a connection are left out of its
 * chunks; everybody else shares them.
 *
 * <p>What is not on this way: {@link dev.carillon.hub.Endings} and {@link dev.carillon.hub.Draining} let connections go, {@link
 * dev.carillon.hub.Census} looks at them for administrators, {@link dev.carillon.hub.LogReader} serves readers who do not stay.
 */
@NullMarked
package dev.carillon.hub;

import org.jspecify.annotations.NullMarked;
