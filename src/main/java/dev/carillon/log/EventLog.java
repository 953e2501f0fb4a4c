package dev.carillon.log;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The total order of all durable events of a hub.
 *
 * <p>An entry is visible, to readers and to the listener, only once it is as safe as the implementation promises; so no id
 * that anybody has seen is ever given to another event. Offsets are dense when they are given: 1, 2, 3, … Retention leaves
 * holes. Of a compacted channel the events whose key has a newer one are gone without a loss: the newer one tells all.
 *
 * <p>Threading: every method may be called by any thread. Reads may wait for a disk and belong on an I/O thread. Reads fail
 * with a {@link dev.carillon.event.LogUnavailableException} if the disk does.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Appends all of the events or none, one after the other, with nothing between them; or, if the same was appended before
     * with the same key, nothing.
     *
     * @return completes once they are committed, on the caller's thread or on one of the log's, which must not wait: whoever
     *     chains to it what may wait does that with an executor; fails with a {@link
     *     dev.carillon.event.HubException} if nothing was appended: {@link
     *     dev.carillon.event.IdempotencyKeyReusedException}, {@link dev.carillon.event.InvalidEventException} for an event that
     *     its channel's {@link RetentionRule} refuses, {@link dev.carillon.event.HubBusyException} if too much waits already,
     *     {@link dev.carillon.event.LogUnavailableException}, {@link dev.carillon.event.HubStoppedException}
     */
    CompletionStage<Appended> append(Append append);

    /**
     * Reads entries in order.
     *
     * @param after the offset after which to begin; 0 for the beginning
     */
    Page read(long after, SelectorSet selectors, PageLimit limit);

    /**
     * Reads the newest entries before a place.
     *
     * @param before the offset before which to end; {@link Long#MAX_VALUE} for the end of the log
     * @return the entries in order, oldest first
     */
    Page readBefore(long before, SelectorSet selectors, PageLimit limit);

    /** The newest entry's id; offset 0 while there was none. */
    EventId head();

    /** The id of the oldest entry that can be read; one after {@link #head()} while there is none. */
    EventId oldest();

    /**
     * The offset after which all entries stand that were made at this time or later, those included that were trimmed: it is
     * before {@link #oldest()} if such a one may be among them.
     */
    long offsetBefore(Instant time);

    /**
     * Tells committed entries to the listener: all of them from now on, in order, without a hole, and before anybody can
     * read them or see them in {@link #head()}. Whoever was told finds them there: a call that comes while the listener is told
     * waits for it. So the listener must return quickly and must not call the log.
     *
     * @throws IllegalStateException if there is a listener already
     */
    void listen(Consumer<List<Entry>> listener);

    /**
     * Removes entries before retention does, in small steps, so that publishers need not wait for it, and in each channel the
     * oldest first. Whoever asks for one of them is told of a gap. Ids are not given again.
     *
     * @param through the newest offset that is removed; what is appended meanwhile stays
     * @return completes with how many were removed, on a thread as that of {@link #append}; fails with a {@link
     *     dev.carillon.event.HubException}, and then some of them may be gone: to ask again does no harm
     */
    CompletionStage<Long> trim(SelectorSet channels, long through);

    LogStatus status();

    /** Whether the newest attempt to write succeeded. After one that failed there is another every few seconds. */
    default boolean isWritable() {
        return true;
    }

    /** What it has done so far. Never waits. */
    LogStats stats();

    /**
     * Writes a consistent copy of the log while it is in use, and deletes older copies that it has written.
     *
     * @param keep how many copies there are afterwards at most, with the new one
     * @return where the copy is; empty if such a log has nothing that could be copied
     * @throws IOException if the copy cannot be written
     */
    Optional<Path> backUp(int keep) throws IOException;

    @Override
    void close();
}
