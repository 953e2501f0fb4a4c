package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.RoomDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts the chat with the application, and looks after what grows old. */
@Service
public class Chat {

    private static final System.Logger LOGGER = System.getLogger(Chat.class.getName());

    private static final int ROOMS_AT_ONCE = 500;

    private final ChatLog log;
    private final MessageArchive archive;
    private final RoomDirectory directory;
    private final Rooms rooms;
    private final Roster roster;
    private final Guests guests;
    private final ExecutorService io;
    private final ScheduledExecutorService scheduler;
    private String sweptTo = "";

    @Inject
    public Chat(
            ChatLog log,
            MessageArchive archive,
            RoomDirectory directory,
            Rooms rooms,
            Roster roster,
            Guests guests,
            ExecutorService io,
            ScheduledExecutorService scheduler) {
        this.log = log;
        this.archive = archive;
        this.directory = directory;
        this.rooms = rooms;
        this.roster = roster;
        this.guests = guests;
        this.io = io;
        this.scheduler = scheduler;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        rooms.remove(log.start());
        rooms.ensureLobby();
        archive.present().forEach((room, users) -> {
            if (directory.room(new RoomId(room)).isPresent()) {
                users.forEach(user -> roster.remember(new RoomId(room), new UserId(user)));
            }
        });
        // Whoever owns the scheduler ends it.
        var tidying = scheduler.scheduleWithFixedDelay(() -> io.execute(this::tidyUp), 1, 1, TimeUnit.MINUTES);
        LOGGER.log(System.Logger.Level.DEBUG, "chat runs rooms={0} {1}", directory.count(), tidying);
    }

    /** A part of the rooms each time: what retention has taken from the log goes from the archive too. */
    private void tidyUp() {
        try {
            guests.forgetExpired();
            int looked = 0;
            String last = "";
            for (Room room : directory.roomsAfter(sweptTo)) {
                log.forgetTrimmed(room.id());
                last = room.id().value();
                if (++looked == ROOMS_AT_ONCE) {
                    break;
                }
            }
            sweptTo = looked < ROOMS_AT_ONCE ? "" : last;
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the chat was not tidied up; it is tried again", e);
        }
    }
}
