package dev.carillon.chat.socketio;

import dev.carillon.chat.Gatekeeper;
import dev.carillon.chat.Guests;
import dev.carillon.chat.History;
import dev.carillon.chat.Members;
import dev.carillon.chat.Messages;
import dev.carillon.chat.Reading;
import dev.carillon.chat.RoomDocuments;
import dev.carillon.chat.Roster;
import dev.carillon.chat.Signals;
import dev.carillon.chat.Status;
import dev.carillon.chat.api.Callers;
import dev.carillon.chat.api.MessageId;
import dev.carillon.chat.api.MessageQuery;
import dev.carillon.chat.api.PageQuery;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.chat.text.Emoji;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.ChannelEvents;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnDisconnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of the chat for clients of Socket.IO. Who has joined a room hears its events under their types: {@code on("new-message",
 * (data, {room, time}, id) => …)}. What is answered is what {@code /api/chat} answers.
 */
@Namespace(value = "/chat", recovery = true, onlyTokensOfCarillon = true)
public final class ChatNamespace implements ChannelEvents {

    static final String ROOMS = "chat/";

    private final Callers callers;
    private final Guests guests;
    private final Gatekeeper gatekeeper;
    private final Returns returns;
    private final RoomDocuments rooms;
    private final Roster roster;
    private final Members members;
    private final Messages messages;
    private final Reading reading;
    private final History history;
    private final Signals signals;
    private final Map<Socket, Visitor> visitors = new ConcurrentHashMap<>();

    @Inject
    public ChatNamespace(
            Callers callers,
            Guests guests,
            Gatekeeper gatekeeper,
            Returns returns,
            RoomDocuments rooms,
            Roster roster,
            Members members,
            Messages messages,
            Reading reading,
            History history,
            Signals signals) {
        this.callers = callers;
        this.guests = guests;
        this.gatekeeper = gatekeeper;
        this.returns = returns;
        this.rooms = rooms;
        this.roster = roster;
        this.members = members;
        this.messages = messages;
        this.reading = reading;
        this.history = history;
        this.signals = signals;
    }

    /** A guest shows his secret as {@code auth: {guest}}, or his browser has the cookie of {@code /api/chat/session}. */
    @OnConnect
    void connected(Socket socket, Auth auth) {
        String shown = auth.text("guest");
        String guest = shown.isEmpty() ? socket.cookie(Callers.GUEST.name()) : shown;
        Actor actor = callers.of(socket.caller(), guest, socket.origin().address());
        Visitor visitor = new Visitor(socket, roster, actor);
        visitors.put(socket, visitor);
        if (socket.isRecovered()) {
            returns.comeBack(socket, visitor);
        } else {
            visitor.hearNotices();
        }
    }

    @OnDisconnect
    void gone(Socket socket) {
        Visitor visitor = visitors.remove(socket);
        if (visitor != null) {
            visitor.leaveAll();
        }
    }

    private Visitor of(Socket socket) {
        Visitor visitor = visitors.get(socket);
        if (visitor == null) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST, "Only who is connected speaks.", "The socket is gone.", "Connect again.");
        }
        return visitor;
    }

    private Actor actor(Socket socket) {
        return of(socket).actor();
    }

    /** As {@code POST /api/chat/session}; {@code guest} is what shows next time who it is. */
    @OnEvent("nickname")
    CompletionStage<JsonObject> nickname(Socket socket, String nickname) {
        Visitor visitor = of(socket);
        if (!socket.caller().isAnonymous() || visitor.actor().person() != null) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "Whoever is somebody already has his name.",
                    "The socket is not anonymous.",
                    "Connect without a token to be a guest.");
        }
        String address = socket.origin().address();
        return guests.admit(new DisplayName(nickname), null, address).thenApply(admitted -> {
            visitor.becomes(callers.of(socket.caller(), admitted.cookie(), address));
            visitor.hearNotices();
            return ChatJson.person(admitted.person())
                    .add("guest", admitted.cookie())
                    .build();
        });
    }

    /** The picture of the room; what it hears follows it. */
    @OnEvent("join")
    JsonObject join(Socket socket, Asked.InRoom asked) {
        Visitor visitor = of(socket);
        RoomId room = rooms.require(visitor.actor(), new RoomId(asked.room())).id();
        RoomDocuments.Picture picture = rooms.picture(visitor.actor(), room);
        visitor.enter(room, new StartingPoint.After(picture.at()));
        try {
            // He may have been sent away in between.
            rooms.require(visitor.actor(), room);
        } catch (HubException refused) {
            visitor.leave(room);
            throw refused;
        }
        try (JsonReader reader = Json.createReader(new StringReader(picture.document()))) {
            return Json.createObjectBuilder(reader.readObject())
                    .add("at", picture.at().toString())
                    .build();
        }
    }

    @OnEvent("leave")
    void leave(Socket socket, Asked.InRoom asked) {
        of(socket).leave(new RoomId(asked.room()));
    }

    @OnEvent("message")
    CompletionStage<JsonObject> message(Socket socket, Asked.Saying asked) {
        Messages.Draft draft = new Messages.Draft(
                new MessageText(asked.text()),
                asked.replyTo().orElse(null),
                asked.clientId().orElse(null));
        return messages.send(actor(socket), new RoomId(asked.room()), draft)
                .thenApply(sent -> ChatJson.object()
                        .add("id", sent.id().toString())
                        .add("repeated", sent.repeated())
                        .build());
    }

    @OnEvent("edit")
    CompletionStage<JsonObject> edit(Socket socket, Asked.Editing asked) {
        return messages.edit(
                        actor(socket),
                        new RoomId(asked.room()),
                        MessageId.parse(asked.message()),
                        new MessageText(asked.text()))
                .thenApply(edited -> history.document(edited).build());
    }

    @OnEvent("delete")
    CompletionStage<@Nullable Void> delete(Socket socket, Asked.Deleting asked) {
        return nothing(messages.delete(
                actor(socket),
                new RoomId(asked.room()),
                MessageId.parse(asked.message()),
                new Reason(asked.reason().orElse(""))));
    }

    @OnEvent("react")
    CompletionStage<@Nullable Void> react(Socket socket, Asked.Reacting asked) {
        return nothing(messages.react(
                actor(socket),
                new RoomId(asked.room()),
                MessageId.parse(asked.message()),
                new Emoji(asked.emoji()),
                asked.added().orElse(true)));
    }

    @OnEvent("typing")
    void type(Socket socket, Asked.InRoom asked) {
        signals.type(actor(socket), new RoomId(asked.room()));
    }

    @OnEvent("status")
    void status(Socket socket, String status) {
        signals.setStatus(actor(socket), Status.chosen(status));
    }

    @OnEvent("read")
    CompletionStage<@Nullable Void> read(Socket socket, Asked.OfMessage asked) {
        return nothing(signals.read(actor(socket), new RoomId(asked.room()), MessageId.parse(asked.message())));
    }

    @OnEvent("history")
    JsonObject history(Socket socket, Asked.Pages asked) {
        Reading.Place place = MessageQuery.place(
                asked.before().orElse(null),
                asked.after().orElse(null),
                asked.thread().orElse(null));
        int limit = PageQuery.count(asked.limit().map(Object::toString).orElse(null));
        Reading.Page page = reading.page(actor(socket), new RoomId(asked.room()), place, limit);
        JsonObjectBuilder json = ChatJson.object().add("messages", history.array(page.messages()));
        return ChatJson.text(json, page.direction(), page.next()).build();
    }

    /** Who is there. */
    @OnEvent("who")
    JsonObject who(Socket socket, Asked.InRoom asked) {
        RoomId room = new RoomId(asked.room());
        gatekeeper.require(actor(socket), room, Right.READ);
        return ChatJson.object()
                .add(
                        "members",
                        RoomDocuments.array(
                                roster.present(room, PageQuery.count("200")), one -> members.document(room, one)))
                .add("online", roster.online(room))
                .build();
    }

    private static CompletionStage<@Nullable Void> nothing(CompletionStage<?> done) {
        return done.thenApply(ignored -> null);
    }

    @Override
    public Said say(Event event, @Nullable EventId id) {
        String channel = event.channel().value();
        JsonObjectBuilder where = Json.createObjectBuilder();
        if (!channel.startsWith(ROOMS + '@')) {
            where.add("room", channel.substring(ROOMS.length()));
        }
        String type = event.type() == null ? "event" : event.type();
        return new Said(
                type,
                List.of(
                        event.payload().text(),
                        where.add("time", event.time().toString()).build().toString()));
    }

    @Override
    public SelectorSet existing(SelectorSet channels) {
        return returns.existing(channels);
    }

    /** The chat has rules of its own. */
    @Override
    public boolean isByGrants() {
        return false;
    }
}
