package dev.carillon.hub;

import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds starting points in the log.
 *
 * <p>Threading: any thread that may wait for the log.
 */
final class Locator {

    private static final PageLimit SMALLEST_PAGE = new PageLimit(1, 1);

    /** What is read at a time to count backwards; a log on a disk has the entries in memory for that. */
    private static final long LAST_PAGE_BYTES = 1 << 20;

    private final EventLog log;

    Locator(EventLog log) {
        this.log = log;
    }

    Start locate(SelectorSet selectors, StartingPoint from) {
        if (from instanceof StartingPoint.After after) {
            return after(selectors, after.id());
        }
        if (from instanceof StartingPoint.AfterUnknown) {
            return unknownEpoch(selectors, null);
        }
        if (from instanceof StartingPoint.Since since) {
            return after(selectors, log.offsetBefore(since.time()), null);
        }
        if (from instanceof StartingPoint.Last last) {
            return new Start.After(beforeLast(selectors, last.count()), Optional.empty());
        }
        if (from instanceof StartingPoint.Earliest) {
            return new Start.After(beforeOldest(selectors), Optional.empty());
        }
        return new Start.Live(true);
    }

    private Start after(SelectorSet selectors, EventId id) {
        EventId head = log.head();
        if (!id.epoch().equals(head.epoch())) {
            return unknownEpoch(selectors, id);
        }
        if (id.offset() > head.offset()) {
            return new Start.After(head.offset(), Optional.of(new Gap(Gap.Reason.UNKNOWN_OFFSET, id, head)));
        }
        return after(selectors, id.offset(), id);
    }

    private Start after(SelectorSet selectors, long offset, @Nullable EventId named) {
        Page page = log.read(offset, selectors, SMALLEST_PAGE);
        Gap trimmed = new Gap(Gap.Reason.TRIMMED, named, log.head().at(page.lostThrough()));
        return new Start.After(offset, Optional.of(trimmed).filter(gap -> page.lostThrough() > offset));
    }

    /** Nothing of this log can have been seen by the reader, so it begins with the oldest entry. */
    private Start unknownEpoch(SelectorSet selectors, @Nullable EventId named) {
        long before = beforeOldest(selectors);
        return new Start.After(
                before,
                Optional.of(new Gap(Gap.Reason.UNKNOWN_EPOCH, named, log.head().at(before))));
    }

    /**
     * The offset before the oldest entry that matches, as far as one read finds it. The oldest of all may be much older, in a
     * channel that is kept for longer; a reader that began there would be told of a gap that it did not ask about.
     */
    private long beforeOldest(SelectorSet selectors) {
        Page page = log.read(log.oldest().offset() - 1, selectors, SMALLEST_PAGE);
        return page.entries().isEmpty() ? page.through() : page.entries().get(0).offset() - 1;
    }

    private long beforeLast(SelectorSet selectors, int count) {
        long before = log.head().offset() + 1;
        int missing = count;
        while (missing > 0 && before > 1) {
            Page page = log.readBefore(before, selectors, new PageLimit(missing, LAST_PAGE_BYTES));
            missing -= page.entries().size();
            if (page.through() >= before) {
                break;
            }
            before = missing == 0 && !page.entries().isEmpty()
                    ? page.entries().get(0).offset()
                    : page.through();
        }
        return before - 1;
    }
}
