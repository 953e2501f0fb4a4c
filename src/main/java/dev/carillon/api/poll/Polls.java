package dev.carillon.api.poll;

import dev.carillon.event.EventId;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Reading;
import dev.carillon.hub.Start;
import dev.carillon.hub.StartingPoint;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Leases;
import dev.carillon.security.Origin;
import dev.carillon.security.ReplayLimits;
import dev.carillon.stream.poll.Outcome;
import dev.carillon.stream.poll.PollDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Answers polls.
 *
 * <p>Threading: request threads, which may wait for the log; a poll that waited is answered on another thread of the container.
 */
public final class Polls {

    private final Hub hub;
    private final WaitingPolls waiting;
    private final ReplayLimits replays;

    /** {@code scheduler} ends the waiting. */
    public Polls(
            Hub hub, ConnectionLimits limits, ReplayLimits replays, Leases leases, ScheduledExecutorService scheduler) {
        this.hub = hub;
        this.replays = replays;
        this.waiting = new WaitingPolls(hub, limits, leases, scheduler);
    }

    /** Answers, now or later. The request has to be in asynchronous mode, and the response is resumed in any case but a failure. */
    public void answer(Poll poll, HttpServletRequest request, AsyncResponse response) {
        if (poll instanceof Poll.Backwards page) {
            Reading reading = counted(request, () -> hub.readBefore(page.selectors(), page.before(), page.limit()));
            response.resume(PollResponse.page(PollDocument.ofEarlier(reading)));
        } else if (poll instanceof Poll.Onwards onwards) {
            answer(onwards, request, response);
        }
    }

    private void answer(Poll.Onwards poll, HttpServletRequest request, AsyncResponse response) {
        // Before the look, so that what is committed in between is waited for.
        EventId head = hub.head();
        Optional<EventId> known = stillRight(poll, head);
        if (known.isPresent()) {
            EventId tag = known.get();
            if (poll.waits()) {
                waiting.hold(
                        Wait.of(poll),
                        after(head),
                        request,
                        Asker.of(request, response),
                        outcome -> changed(poll, tag, head, outcome));
            } else {
                response.resume(PollResponse.notModified(poll, tag));
            }
            return;
        }
        Reading reading = poll.place() instanceof StartingPoint.Now
                ? hub.read(poll.selectors(), poll.place(), poll.limit())
                : counted(request, () -> hub.read(poll.selectors(), poll.place(), poll.limit()));
        if (poll.waits() && reading.isEmpty()) {
            EventId after = reading.cursor();
            waiting.hold(
                    Wait.of(poll),
                    after(after),
                    request,
                    Asker.of(request, response),
                    outcome -> waited(poll, after, outcome));
        } else {
            response.resume(PollResponse.ok(poll, PollDocument.of(reading)));
        }
    }

    /**
     * Answers when something is told on channels that conflate, or the time is over.
     *
     * @param answer makes the answer, on a thread of the container
     * @throws dev.carillon.event.HubException if nobody may wait now; the asker was not suspended then, or is to be told by the caller
     */
    public <A> void await(Wait wait, Supplier<A> answer, HttpServletRequest request, Asker<A> asker) {
        waiting.hold(wait, new Start.Live(), request, asker, outcome -> answer.get());
    }

    /** Answers at once with what the caller has put together himself. */
    public void answerWith(Poll.Onwards poll, Reading reading, AsyncResponse response) {
        response.resume(PollResponse.ok(poll, PollDocument.of(reading)));
    }

    /** It reads the past like a stream that begins there, if only a page of it. */
    private Reading counted(HttpServletRequest request, Supplier<Reading> read) {
        Runnable over = replays.begin(Origin.of(request));
        try {
            return read.get();
        } finally {
            over.run();
        }
    }

    /** After the hub has stopped: returns when those who waited have their answers, or after some time. */
    public void awaitAnswers() {
        waiting.awaitAnswers();
    }

    /** Answers a HEAD, without a read of the log. */
    public Response head(Poll poll) {
        EventId head = hub.head();
        if (poll instanceof Poll.Onwards onwards) {
            return stillRight(onwards, head)
                    .map(tag -> PollResponse.notModified(onwards, tag))
                    .orElseGet(() -> PollResponse.head(onwards, head));
        }
        return PollResponse.headOfPage(head);
    }

    private Optional<EventId> stillRight(Poll.Onwards poll, EventId head) {
        return poll.known().stillRight(head, id -> hub.isUnchangedSince(poll.selectors(), id));
    }

    private static Start after(EventId id) {
        return new Start.After(id.offset(), Optional.empty());
    }

    /** The answer to a poll that had nothing to get when it came. */
    private Response waited(Poll.Onwards poll, EventId after, Outcome outcome) {
        if (outcome instanceof Outcome.Something something) {
            return PollResponse.ok(
                    poll, PollDocument.of(something.lines(), after, poll.limit().entries()));
        }
        EventId head = hub.head();
        boolean unchanged = hub.isUnchangedSince(poll.selectors(), after);
        return PollResponse.ok(poll, PollDocument.nothing(unchanged ? head : after));
    }

    /** The answer to a poll whose client had the newest answer when it came. */
    private Response changed(Poll.Onwards poll, EventId tag, EventId after, Outcome outcome) {
        if (!(outcome instanceof Outcome.Something something)) {
            return PollResponse.notModified(poll, tag);
        }
        if (poll.goesOnAfter(tag)) {
            return waited(poll, after, outcome);
        }
        Reading all = hub.read(poll.selectors(), poll.from(), poll.limit());
        return PollResponse.ok(poll, PollDocument.of(all).withVolatileOf(something.lines()));
    }
}
