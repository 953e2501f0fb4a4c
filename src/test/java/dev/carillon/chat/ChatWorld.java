package dev.carillon.chat;

import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.PeopleDirectory;
import dev.carillon.chat.state.ReportDirectory;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.chat.text.MessageFilter;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.security.ManualScheduler;
import dev.carillon.security.Rate;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Every part of the chat, with a hub in memory and time that stands still. */
class ChatWorld {

    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    public static final Duration GRACE = Duration.ofSeconds(5);

    static final ChatSettings SETTINGS = settings(ChatSettings.Anonymous.WRITE, Rate.UNLIMITED, List.of());

    private static final HubSettings HUB = new HubSettings(
            1,
            new HubSettings.RingLimits(64, 64 << 10, 1 << 20),
            HubSettings.ReplayLimits.DEFAULT,
            new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 64 << 20, Duration.ofSeconds(5)),
            new HubSettings.Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(2)));

    final ManualScheduler scheduler;
    final TestPool io = new TestPool();
    final TestLog stored;
    final MessageArchive archive;
    final Hub hub;
    final ChatSettings settings;

    final RoomDirectory directory = new RoomDirectory();
    public final PeopleDirectory known = new PeopleDirectory();
    final ReportDirectory reported = new ReportDirectory();
    final Presence presence = new Presence();
    final Turns turns = new Turns();
    final ChatEvents events;
    public final ChatLog log;
    final Gatekeeper gatekeeper;
    final Members members;
    final People people;
    final Roster roster;
    final Flood flood;
    final Notices notices;
    final Messages messages;
    final Moderation moderation;
    final Rooms rooms;
    public final Guests guests;
    final Directs directs;
    final Signals signals;
    final Reports reports;
    public final Reading reading;
    public final History history;
    final RoomDocuments documents;
    private final Chat chat;

    ChatWorld(ChatSettings settings, ManualScheduler scheduler, TestLog stored, MessageArchive archive) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.stored = stored;
        this.archive = archive;
        hub = new Hub(HUB, stored.log, io, System::nanoTime, ChatWorld::daemon);
        events = new ChatEvents(scheduler);
        log = new ChatLog(hub, stored.log, archive, directory, known, reported, io, scheduler);
        gatekeeper = new Gatekeeper(directory, settings, scheduler);
        members = new Members(directory, known, presence, scheduler);
        people = new People(known, events);
        roster = new Roster(hub, log, events, members, people, known, presence, settings, scheduler);
        flood = new Flood(settings, scheduler);
        notices = new Notices(log, events, known, directory);
        Acts acts = new Acts(audit());
        messages =
                new Messages(log, events, archive, gatekeeper, filters(settings), notices, flood, turns, acts, people);
        moderation = new Moderation(log, events, directory, gatekeeper, members, people, roster, turns, acts);
        Random random = new Random(11);
        rooms = new Rooms(
                log,
                stored.log,
                events,
                directory,
                reported,
                gatekeeper,
                roster,
                people,
                turns,
                acts,
                settings,
                random);
        guests = new Guests(log, events, archive, known, directory, flood, turns, settings, random);
        directs = new Directs(log, events, directory, gatekeeper, people, turns, settings);
        signals = new Signals(log, events, archive, gatekeeper, messages, roster, flood);
        reports = new Reports(log, events, reported, gatekeeper, messages, flood, acts);
        reading = new Reading(archive, log, gatekeeper, messages);
        history = new History(log, archive);
        documents = new RoomDocuments(log, archive, history, gatekeeper, roster, members, reported);
        chat = new Chat(log, archive, directory, rooms, roster, guests, io, scheduler);
        chat.start(this);
    }

    public static ChatSettings settings(ChatSettings.Anonymous anonymous, Rate rate, List<String> blocked) {
        return new ChatSettings(anonymous, ChatSettings.Creators.SIGNED_IN, 20, 5, 10, rate, GRACE, blocked, false);
    }

    static Filters filters(ChatSettings settings, MessageFilter... beans) {
        @SuppressWarnings("unchecked")
        Instance<MessageFilter> found = (Instance<MessageFilter>) Proxy.newProxyInstance(
                ChatWorld.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> {
                    List.of(beans).forEach((Consumer<MessageFilter>) arguments[0]);
                    return null;
                });
        return new Filters(settings, found);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "test-shard");
        thread.setDaemon(true);
        return thread;
    }

    private AuditTrail audit() {
        return (AuditTrail) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AuditTrail.class}, (proxy, method, arguments) -> {
                    Act act = (Act) arguments[0];
                    return Event.of(AuditTrail.CHANNEL, Payload.text(act.what().toString()), scheduler.instant())
                            .withType(act.type());
                });
    }
}
