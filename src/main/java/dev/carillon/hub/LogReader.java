package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads parts of the log for readers who do not stay.
 *
 * <p>Threading: any thread that may wait for the log.
 */
final class LogReader {

    /**
     * Pages of the log that one reading looks at, at most: with the log in memory a quarter of a million events. The reader of a rare
     * channel then comes again with the cursor that it was given.
     */
    static final int MAX_PAGES = 64;

    private static final PageLimit SMALLEST_PAGE = new PageLimit(1, 1);

    private final EventLog log;

    LogReader(EventLog log) {
        this.log = log;
    }

    /** From a place on, as far as the limit or the head of the log. A loss is told by the reading that comes past it. */
    Reading read(SelectorSet selectors, Start.After start, PageLimit limit) {
        EventId head = log.head();
        Part part = new Part(limit);
        long cursor = start.offset();
        long lostAfter = cursor;
        long lostThrough = 0;
        for (int pages = 0; pages < MAX_PAGES && cursor < head.offset() && !part.isFull(); pages++) {
            Page page = log.read(cursor, selectors, part.rest());
            if (page.lostThrough() > cursor && page.lostThrough() <= page.through()) {
                lostAfter = lostThrough == 0 ? cursor : lostAfter;
                lostThrough = page.lostThrough();
            }
            part.entries.addAll(page.entries());
            cursor = Math.max(cursor, page.through());
        }
        Optional<Gap> gap = start.gap().filter(said -> said.reason() != Gap.Reason.TRIMMED);
        if (gap.isEmpty() && lostThrough > 0) {
            boolean namedNone = start.gap().filter(said -> said.after() == null).isPresent();
            gap = Optional.of(new Gap(Gap.Reason.TRIMMED, namedNone ? null : head.at(lostAfter), head.at(lostThrough)));
        }
        return new Reading(part.entries, head.at(cursor), gap, Optional.empty());
    }

    /** The newest events before one, as many as the limit allows. */
    Reading readBefore(SelectorSet selectors, EventId before, PageLimit limit) {
        EventId head = log.head();
        if (!before.epoch().equals(head.epoch())) {
            EventId oldest = log.oldest();
            EventId begin = oldest.at(oldest.offset() - 1);
            Gap gap = new Gap(Gap.Reason.UNKNOWN_EPOCH, before, begin);
            return new Reading(List.of(), begin, Optional.of(gap), Optional.empty());
        }
        long end = Math.min(Math.max(before.offset(), 1), head.offset() + 1);
        Part part = new Part(limit);
        long through = end;
        long lost = 0;
        for (int pages = 0; pages < MAX_PAGES && through > 1 && !part.isFull(); pages++) {
            Page page = log.readBefore(through, selectors, part.rest());
            part.entries.addAll(0, page.entries());
            lost = Math.max(lost, page.lostThrough());
            through = page.through();
        }
        if (through > 1 && part.isFull()) {
            // Whether there is an older page, and if not, whether there was one.
            Page page = log.readBefore(through, selectors, SMALLEST_PAGE);
            if (page.entries().isEmpty()) {
                lost = Math.max(lost, page.lostThrough());
                through = page.through();
            }
        }
        boolean begun = through <= Math.max(1, log.oldest().offset());
        Gap gap = lost > 0 ? new Gap(Gap.Reason.TRIMMED, null, head.at(lost)) : null;
        return new Reading(
                part.entries,
                head.at(end - 1),
                Optional.ofNullable(gap),
                begun ? Optional.empty() : Optional.of(head.at(through)));
    }

    /** What was found so far. */
    private static final class Part {

        final List<Entry> entries = new ArrayList<>();
        private final PageLimit limit;

        Part(PageLimit limit) {
            this.limit = limit;
        }

        boolean isFull() {
            return entries.size() >= limit.entries() || weight() >= limit.bytes();
        }

        PageLimit rest() {
            return new PageLimit(limit.entries() - entries.size(), limit.bytes() - weight());
        }

        private long weight() {
            return entries.stream()
                    .mapToLong(entry -> entry.event().weightInBytes())
                    .sum();
        }
    }
}
