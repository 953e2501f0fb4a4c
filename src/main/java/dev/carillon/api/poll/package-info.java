/**
 * {@code GET /api/events} as JSON: short polls, polls that wait, and pages backwards.
 *
 * <pre>{@code
 * Polls ─ nothing new for If-None-Match ──────────────────────────────────► 304, from memory
 *   │
 *   ├─ Hub.read: something, or the client does not wait ──────────────────► 200
 *   │
 *   └─ WaitingPolls ─► Hub.connect(PollSink) ─► the first chunk of a feed ─► a thread of the container ─► 200
 * }</pre>
 */
@NullMarked
package dev.carillon.api.poll;

import org.jspecify.annotations.NullMarked;
