package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.BadRequest;
import dev.carillon.api.admin.Times;
import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.event.InvalidEventIdException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import java.util.Optional;

/**
 * What is to be removed from the log: what stands before an event or a time, or all but the newest events of the channels together.
 *
 * @param channel the channels; not those of the administration, whose trail nobody removes
 * @param before the event that stays, or the time; null if {@code keep} counts
 * @param keep how many stay
 */
record TrimRequest(Selector channel, Optional<String> before, long keep) {

    private static final String RULE = "What is removed is told by \"before\", the id of an event or a time, or by"
            + " \"keep\", the number of the newest events that stay.";

    /** They are looked for from the newest to the oldest. */
    private static final long MAX_KEEP = 1_000_000;

    private static final PageLimit PAGE = new PageLimit(1_000, 1 << 20);

    TrimRequest {
        if (channel.isReserved()) {
            throw new InvalidRequestException(
                    Problem.RESERVED_CHANNEL,
                    "What the server itself has written, the audit trail for example, is removed by retention alone.",
                    "\"channel\" is " + channel + ".",
                    "Set carillon.log.retention.");
        }
        if (keep > MAX_KEEP) {
            throw BadRequest.of(
                    "\"keep\" is at most " + MAX_KEEP + ".", "It is " + keep + ".", "Name the event with \"before\".");
        }
    }

    static TrimRequest of(AdminBody body) {
        Selector channel = new Selector(body.requiredText("channel"));
        if (body.has("before") == body.has("keep")) {
            throw BadRequest.of(
                    RULE, body.has("keep") ? "The request has both." : "The request has neither.", "Send one of them.");
        }
        return new TrimRequest(channel, body.text("before"), body.number("keep").orElse(0L));
    }

    SelectorSet channels() {
        return SelectorSet.of(channel.value());
    }

    /** The newest offset that is removed. */
    long through(EventLog log) {
        if (before.isEmpty()) {
            return beforeNewest(log);
        }
        Optional<EventId> id = id(before.get());
        if (id.isEmpty()) {
            return log.offsetBefore(Times.instant("before", before.get()));
        }
        if (!id.get().epoch().equals(log.head().epoch())) {
            throw BadRequest.of(
                    "\"before\" is the id of an event of this log, "
                            + log.head().epoch() + ".",
                    "It is one of " + id.get().epoch() + ".",
                    "Look at the ids again.");
        }
        return id.get().offset() - 1;
    }

    private static Optional<EventId> id(String text) {
        try {
            return Optional.of(EventId.parse(text));
        } catch (InvalidEventIdException perhapsTime) {
            return Optional.empty();
        }
    }

    private long beforeNewest(EventLog log) {
        long place = log.head().offset() + 1;
        long left = keep;
        while (left > 0 && place > 1) {
            PageLimit limit = new PageLimit((int) Math.min(left, PAGE.entries()), PAGE.bytes());
            Page page = log.readBefore(place, channels(), limit);
            left -= page.entries().size();
            place = left == 0
                    ? page.entries().stream().mapToLong(Entry::offset).min().orElse(page.through())
                    : page.through();
        }
        return left > 0 ? 0 : place - 1;
    }
}
