package dev.carillon.chat;

import dev.carillon.chat.api.Callers;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Penalty;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.socketio.ChatNamespace;
import dev.carillon.chat.socketio.Returns;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.RoomTitle;
import dev.carillon.chat.text.Topic;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.log.PageLimit;
import dev.carillon.security.Caller;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import dev.carillon.security.ManualScheduler;
import dev.carillon.security.audit.AuditTrail;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The whole chat without a server, people in it, and what comes of what they do. */
public final class TestChat extends ChatWorld implements AutoCloseable {

    public TestChat() {
        this(SETTINGS);
    }

    public TestChat(ChatSettings settings) {
        this(settings, new ManualScheduler(BEGIN));
    }

    private TestChat(ChatSettings settings, ManualScheduler scheduler) {
        this(settings, scheduler, new TestLog(scheduler, 7), MessageArchive.inMemory());
    }

    private TestChat(ChatSettings settings, ManualScheduler scheduler, TestLog stored, MessageArchive archive) {
        super(settings, scheduler, stored, archive);
    }

    /** The namespace of Socket.IO with all of this. */
    public ChatNamespace namespace() {
        return new ChatNamespace(
                new Callers(guests, settings),
                guests,
                gatekeeper,
                new Returns(documents, new Farewells(directory, events, scheduler)),
                documents,
                roster,
                members,
                messages,
                reading,
                history,
                signals);
    }

    public Hub hub() {
        return hub;
    }

    // --- people ---

    static Person person(String name) {
        return new Person(UserId.ofSubject(name.toLowerCase(java.util.Locale.ROOT)), name);
    }

    public static Actor actor(Person person) {
        return actor(person, false);
    }

    public static Actor actor(String name) {
        return actor(person(name));
    }

    public static Actor admin(String name) {
        return actor(person(name), true);
    }

    static Actor nobody() {
        return new Actor(null, false, null, Caller.anonymous(Grants.NONE), "192.0.2.1");
    }

    private static Actor actor(Person person, boolean admin) {
        Caller caller = new Caller(person.id().value(), person.name(), Grants.NONE, Credential.BEARER, null, null);
        return new Actor(person, admin, null, caller, "192.0.2.1");
    }

    Actor guest(String nickname) {
        return actor(done(guests.admit(new dev.carillon.chat.text.DisplayName(nickname), null, nickname))
                .person());
    }

    // --- what people do ---

    public Room room(String id, RoomKind kind, String owner) {
        return done(rooms.create(actor(owner), new RoomId(id), new RoomTitle(id), new Topic(""), kind));
    }

    EventId say(Actor who, RoomId room, String text) {
        return done(send(who, room, text, null)).id();
    }

    public EventId say(String who, RoomId room, String text) {
        return say(actor(who), room, text);
    }

    CompletionStage<Messages.Sent> send(Actor who, RoomId room, String text, @Nullable String clientId) {
        return messages.send(who, room, new Messages.Draft(new MessageText(text), null, clientId));
    }

    public void role(String owner, RoomId room, String user, Role role) {
        done(moderation.setRole(actor(owner), room, person(user).id(), role));
    }

    public void noRole(String owner, RoomId room, String user) {
        done(moderation.removeRole(actor(owner), room, person(user).id()));
    }

    public void ban(String owner, RoomId room, String user, String reason) {
        done(moderation.ban(actor(owner), room, person(user).id(), new Penalty(null, reason)));
    }

    /** For good. */
    public void close(String owner, RoomId room) {
        done(rooms.delete(actor(owner), room));
    }

    static Penalty forGood() {
        return new Penalty(null, "spam");
    }

    /** A connection that notes its last event. */
    static final class Tab implements Roster.Connection {
        final List<Event> last = new ArrayList<>();
        volatile boolean ended;

        @Override
        public synchronized void end(@Nullable Event event) {
            ended = true;
            if (event != null) {
                last.add(event);
            }
        }
    }

    Runnable join(RoomId room, String who) {
        return roster.join(room, person(who), new Tab());
    }

    // --- what comes of it ---

    static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HubException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** Which problem an act ends with; null if it succeeds. */
    static @Nullable Problem problem(Supplier<?> act) {
        try {
            if (act.get() instanceof CompletionStage<?> stage) {
                done(stage);
            }
            return null;
        } catch (HubException refusal) {
            return refusal.problem();
        }
    }

    void settle() {
        io.settle();
    }

    void pass(Duration time) {
        settle();
        scheduler.pass(time);
        settle();
    }

    /** The entries of these channels, oldest first. */
    List<Entry> entries(String... channels) {
        settle();
        return stored.log
                .read(0, SelectorSet.of(channels), new PageLimit(4_000, 4 << 20))
                .entries();
    }

    List<String> types(String channel) {
        return entries(channel).stream().map(entry -> entry.event().type()).toList();
    }

    /** The documents of the events of a type, oldest first. */
    List<JsonObject> documents(String channel, String type) {
        return entries(channel).stream()
                .map(Entry::event)
                .filter(event -> type.equals(event.type()))
                .map(event -> ChatJson.parse(event.payload().text()))
                .toList();
    }

    /** Types of the acts in the audit trail. */
    List<String> audited() {
        return types(AuditTrail.CHANNEL.value());
    }

    /** The same log and archive, after a stop and a start. */
    TestChat restarted() {
        return restarted(archive);
    }

    TestChat restarted(MessageArchive other) {
        settle();
        stop();
        return new TestChat(settings, new ManualScheduler(scheduler.instant()), stored, other);
    }

    private void stop() {
        hub.close();
        io.shutdown();
        scheduler.shutdownNow();
    }

    @Override
    public void close() {
        settle();
        stop();
        archive.close();
    }
}
