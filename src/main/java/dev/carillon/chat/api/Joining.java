package dev.carillon.chat.api;

import dev.carillon.api.Service;
import dev.carillon.api.poll.Poll;
import dev.carillon.api.poll.PollQuery;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.sse.HubEventSink;
import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.Roster;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.event.Entry;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Gap;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Reading;
import dev.carillon.hub.Start;
import dev.carillon.hub.StartingPoint;
import dev.carillon.stream.Json;
import dev.carillon.stream.StreamFormat;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import java.util.List;
import java.util.Optional;

/**
 * Opening the stream of a room is joining it. First comes a picture of the room at one place in the log, then everything that follows
 * that place: nothing is missing in between, and nothing comes twice.
 *
 * <p>Threading: request threads.
 */
@Service
public class Joining {

    private final Hub hub;
    private final Polls polls;
    private final RoomDocuments rooms;
    private final ChatEvents events;
    private final Roster roster;

    @Inject
    public Joining(Hub hub, Polls polls, RoomDocuments rooms, ChatEvents events, Roster roster) {
        this.hub = hub;
        this.polls = polls;
        this.rooms = rooms;
        this.events = events;
        this.roster = roster;
    }

    void stream(Actor actor, RoomId id, StartingPoint from, StreamFormat format, HubEventSink sink) {
        Room room = rooms.require(actor, id);
        refuseOtherPlaces(from);
        SelectorSet selectors = id.selectors();
        Start start = hub.locate(selectors, from);
        Optional<Gap> gap = start instanceof Start.After after ? after.gap() : Optional.empty();
        gap.ifPresent(missing -> sink.header("Carillon-Gap", Json.gap(missing)));
        boolean resumes = from instanceof StartingPoint.After && gap.isEmpty();
        RoomDocuments.Picture picture =
                resumes ? rooms.resumed(actor, room, ((StartingPoint.After) from).id()) : rooms.picture(actor, id);
        sink.needs(SelectorSet.none());
        sink.tell(events.connected(id, picture.document()), picture.at(), format);
        sink.subscribe(
                selectors, resumes ? start : new Start.After(picture.at().offset(), resumedAt(gap, picture)), format);
        Runnable leave = enter(actor, room, last -> {
            if (!sink.isClosed()) {
                if (last != null) {
                    sink.tell(last, null, format);
                }
                sink.close();
            }
        });
        sink.onEnd(reason -> leave.run());
        // He may have been sent away in between.
        rooms.require(actor, id);
    }

    /** What is missing is missing before the picture. */
    private static Optional<Gap> resumedAt(Optional<Gap> gap, RoomDocuments.Picture picture) {
        return gap.map(missing -> new Gap(missing.reason(), missing.after(), picture.at()));
    }

    void poll(
            Actor actor,
            RoomId id,
            StartingPoint from,
            PollQuery query,
            HttpServletRequest request,
            AsyncResponse response) {
        Room room = rooms.require(actor, id);
        refuseOtherPlaces(from);
        Poll poll = query.onwards(id.selectors(), from);
        Runnable leave = enter(actor, room, last -> {});
        response.register((CompletionCallback) failure -> leave.run());
        // He may have been sent away in between, and nothing would end a poll.
        rooms.require(actor, id);
        if (from instanceof StartingPoint.Now && poll instanceof Poll.Onwards first) {
            RoomDocuments.Picture picture = rooms.picture(actor, id);
            Entry entry = new Entry(picture.at(), events.connected(id, picture.document()));
            polls.answerWith(
                    first, new Reading(List.of(entry), picture.at(), Optional.empty(), Optional.empty()), response);
        } else {
            polls.answer(poll, request, response);
        }
    }

    private Runnable enter(Actor actor, Room room, Roster.Connection connection) {
        Person person = actor.person();
        return person == null ? roster.view(room.id(), connection) : roster.join(room.id(), person, connection);
    }

    private static void refuseOtherPlaces(StartingPoint from) {
        boolean goesOn = from instanceof StartingPoint.After || from instanceof StartingPoint.AfterUnknown;
        if (!goesOn && !(from instanceof StartingPoint.Now)) {
            throw new InvalidRequestException(
                    Problem.INVALID_START,
                    "The stream of a room begins with its picture, or goes on after an event.",
                    "The request names another place.",
                    "Leave since, last and from out; older messages are at …/messages.");
        }
    }
}
