package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.Report;
import dev.carillon.chat.state.ReportDirectory;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.EventId;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Messages with which somebody finds something wrong.
 *
 * <p>Threading: request threads: it is looked up whether there is such a message; the log is not waited for.
 */
@Service
public class Reports {

    private static final int MAX_PER_ROOM = 1_000;

    private final ChatLog log;
    private final ChatEvents documents;
    private final ReportDirectory reports;
    private final Gatekeeper gatekeeper;
    private final Messages messages;
    private final Flood flood;
    private final Acts acts;

    @Inject
    public Reports(
            ChatLog log,
            ChatEvents documents,
            ReportDirectory reports,
            Gatekeeper gatekeeper,
            Messages messages,
            Flood flood,
            Acts acts) {
        this.log = log;
        this.documents = documents;
        this.reports = reports;
        this.gatekeeper = gatekeeper;
        this.messages = messages;
        this.flood = flood;
        this.acts = acts;
    }

    public CompletionStage<Report> report(Actor actor, RoomId room, EventId message, Reason reason) {
        Person reporter = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, room, Right.REPORT);
        messages.require(room, message);
        flood.count(reporter.id());
        String id = message.offset() + "-" + Integer.toHexString(reporter.id().hashCode());
        if (reports.report(room, id).isEmpty() && reports.count(room) >= MAX_PER_ROOM) {
            throw new InvalidRequestException(
                    Problem.CHAT_FULL,
                    "A room keeps at most " + MAX_PER_ROOM + " reports.",
                    "This would be one more.",
                    "Talk to a moderator of the room.");
        }
        Report report = new Report(id, room, message.toString(), reporter, reason.value(), documents.now());
        return log.publish(List.of(
                        documents.report(report),
                        acts.event(
                                actor,
                                "chat-report",
                                room,
                                act -> act.with("message", message.toString()).with("reason", reason.value()))))
                .thenApply(done -> report);
    }

    public List<Report> reports(Actor actor, RoomId room, String after, int limit) {
        gatekeeper.require(actor, room, Right.SEE_REPORTS);
        return reports.reports(room, after, limit);
    }

    /** It has been dealt with. */
    public CompletionStage<?> close(Actor actor, RoomId room, String id) {
        gatekeeper.require(actor, room, Right.SEE_REPORTS);
        if (reports.report(room, id).isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        return log.publish(List.of(
                documents.noReport(room, id),
                acts.event(actor, "chat-close-report", room, act -> act.with("report", id))));
    }
}
