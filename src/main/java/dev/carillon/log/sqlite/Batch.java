package dev.carillon.log.sqlite;

import dev.carillon.event.Entry;
import dev.carillon.event.HubException;
import dev.carillon.log.Appended;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The appends of one transaction. One that breaks a rule is refused alone; if the transaction fails, all are.
 *
 * <p>Threading: the writer's alone.
 */
final class Batch {

    /** An answer that has to wait for the commit. */
    private record Outcome(
            WriteQueue.Request request,
            @Nullable Appended appended,
            @Nullable HubException refusal) {}

    private final List<WriteQueue.Request> requests;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Outcome> outcomes;

    Batch(List<WriteQueue.Request> requests) {
        this.requests = requests;
        this.outcomes = new ArrayList<>(requests.size());
    }

    void append(Session session, Instant now) throws SQLException {
        for (WriteQueue.Request request : requests) {
            outcomes.add(append(session, request, now));
        }
    }

    private Outcome append(Session session, WriteQueue.Request request, Instant now) throws SQLException {
        try {
            return new Outcome(request, session.append(request.append(), now, entries), null);
        } catch (HubException refusal) {
            return new Outcome(request, null, refusal);
        }
    }

    /** What was appended, in the order of the log. */
    List<Entry> entries() {
        return entries;
    }

    /** After the commit. */
    void answer() {
        outcomes.forEach(Batch::answer);
    }

    /** Nothing of it was committed. */
    void refuse(HubException refusal) {
        requests.forEach(request -> answer(new Outcome(request, null, refusal)));
    }

    private static void answer(Outcome outcome) {
        CompletableFuture<Appended> answer = outcome.request.answer();
        HubException refusal = outcome.refusal;
        WriteQueue.complete(() -> {
            if (refusal != null) {
                answer.completeExceptionally(refusal);
            } else {
                answer.complete(outcome.appended);
            }
        });
    }
}
