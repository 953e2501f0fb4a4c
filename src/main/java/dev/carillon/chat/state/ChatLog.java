package dev.carillon.chat.state;

import dev.carillon.api.Service;
import dev.carillon.chat.archive.Change;
import dev.carillon.chat.archive.Message;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.archive.Place;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The chat's way into the log and out of it: publishes, and applies what was committed to the directories and the archive.
 *
 * <p>Threading: any thread. One I/O thread at a time applies.
 */
@Service
public class ChatLog {

    private static final System.Logger LOGGER = System.getLogger(ChatLog.class.getName());
    private static final PageLimit PAGE = new PageLimit(512, 1 << 20);

    private static final PageLimit ONE = new PageLimit(1, 1);

    /** A commit is applied in milliseconds; who waits longer is told, and may send the same again. */
    private static final long PATIENCE_SECONDS = 15;

    private static final long RETRY_SECONDS = 1;

    private final Hub hub;
    private final EventLog log;
    private final MessageArchive archive;
    private final Directories directories;
    private final ExecutorService io;
    private final ScheduledExecutorService scheduler;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicBoolean running = new AtomicBoolean();
    private final ConcurrentSkipListMap<Long, CompletableFuture<Long>> waiting = new ConcurrentSkipListMap<>();

    private Runnable stopListening = () -> {};
    private volatile long applied;
    private volatile boolean stopped;

    @Inject
    public ChatLog(
            Hub hub,
            EventLog log,
            MessageArchive archive,
            RoomDirectory rooms,
            PeopleDirectory people,
            ReportDirectory reports,
            ExecutorService io,
            ScheduledExecutorService scheduler) {
        this.hub = hub;
        this.log = log;
        this.archive = archive;
        this.directories = new Directories(rooms, people, reports);
        this.io = io;
        this.scheduler = scheduler;
    }

    /**
     * Reads what the chat has kept, and brings the archive up to date. Waits for that.
     *
     * @return what is still kept of rooms and guests that are gone, and is to be removed
     */
    public List<Event> start() {
        EventId head = log.head();
        // A room that was changed stands behind what was said of its people before.
        read(ChatChannels.OWNERS, 0, head.offset(), page -> page.entries().forEach(directories::apply));
        Leftovers leftovers = directories.leftovers();
        read(ChatChannels.KEPT, 0, head.offset(), page -> {
            page.entries().forEach(directories::apply);
            page.entries().forEach(entry -> leftovers.look(entry.event()));
        });
        Place place = archive.place();
        boolean same = place.epoch().equals(head.epoch()) && place.offset() <= head.offset();
        if (!same) {
            archive.beginAnew(head.epoch());
        }
        long from = same ? place.offset() : 0;
        read(ChatChannels.ALL, from, head.offset(), page -> archive.apply(changes(page), page.through()));
        applied = head.offset();
        stopListening = hub.onCommit(ChatChannels.ALL, this::wake);
        wake();
        return leftovers.found();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        stopListening.run();
    }

    private void read(SelectorSet channels, long from, long to, Consumer<Page> use) {
        long after = from;
        while (after < to) {
            Page page = log.read(after, channels, PAGE);
            use.accept(page);
            after = page.through();
        }
    }

    /** The id of an entry of this log. */
    public EventId at(long offset) {
        return log.head().at(offset);
    }

    /**
     * Publishes all or nothing.
     *
     * @return completes on an I/O thread once what was published can be seen in everything that the chat knows; fails as {@link
     *     Hub#publish(Append)}
     */
    public CompletionStage<Appended> publish(Append append) {
        return hub.publish(append).thenComposeAsync(this::applied, io);
    }

    /** The same, each time anew. */
    public CompletionStage<Appended> publish(List<Event> events) {
        return publish(new Append(events, null));
    }

    /** Tells those who are there, and keeps nothing. */
    public void tell(Event event) {
        hub.publish(event.asVolatile()).whenComplete((told, refused) -> {
            if (refused != null) {
                LOGGER.log(System.Logger.Level.DEBUG, "an event of the chat was not told", refused);
            }
        });
    }

    private CompletionStage<Appended> applied(Appended appended) {
        if (appended.ids().isEmpty()) {
            return CompletableFuture.completedStage(appended);
        }
        long offset = appended.ids().get(appended.ids().size() - 1).offset();
        return awaitApplied(offset).thenApply(done -> appended);
    }

    private CompletionStage<Long> awaitApplied(long offset) {
        CompletableFuture<Long> waiter = waiting.computeIfAbsent(offset, first -> new CompletableFuture<>());
        // Not orTimeout: its thread is the JVM's and would hold the application's class loader.
        Future<?> patience = scheduler.schedule(
                () -> waiter.completeExceptionally(new TimeoutException()), PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (applied >= offset) {
            complete();
        } else {
            wake();
        }
        return waiter.handle((done, late) -> {
            waiting.remove(offset, waiter);
            patience.cancel(false);
            if (late != null) {
                throw new LogUnavailableException("It was kept, but the chat has not come to it yet.", late);
            }
            return done;
        });
    }

    /** As it is at one moment: nothing is applied while it is looked at. The offset is that of the last entry that was. */
    public <T> T consistently(Function<Long, T> look) {
        lock.readLock().lock();
        try {
            return look.apply(applied);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Changes whenever something has happened in the room since the start. */
    public long newestOf(String channel) {
        return directories.newestOf(channel);
    }

    /** What retention or an administrator has taken from the log is not to be found in the archive any more. */
    public void forgetTrimmed(RoomId room) {
        Page first = log.read(0, room.selectors(), ONE);
        long through = first.entries().isEmpty()
                ? first.through()
                : first.entries().get(0).offset() - 1;
        List<Message> oldest = archive.after(room.value(), 0, 1);
        if (oldest.isEmpty() || oldest.get(0).offset() > through) {
            return;
        }
        lock.writeLock().lock();
        try {
            archive.apply(List.of(new Change.Trimmed(room.value(), through)), applied);
            directories.touch(room.channel().value(), applied);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void wake() {
        if (!stopped && running.compareAndSet(false, true)) {
            try {
                io.execute(this::catchUp);
            } catch (RejectedExecutionException stopping) {
                LOGGER.log(System.Logger.Level.DEBUG, "the chat stops", stopping);
            }
        }
    }

    private void catchUp() {
        boolean again = false;
        try {
            long head = log.head().offset();
            if (applied < head && !stopped) {
                apply(log.read(applied, ChatChannels.ALL, PAGE));
                complete();
            }
        } catch (RuntimeException | Error e) {
            // Of whatever kind: who does not try again leaves everybody waiting for good.
            if (!stopped) {
                LOGGER.log(System.Logger.Level.WARNING, "the chat is behind the log; it tries again", e);
                again = true;
            }
        }
        running.set(false);
        if (again) {
            var unused = scheduler.schedule(this::wake, RETRY_SECONDS, TimeUnit.SECONDS);
        } else if (applied < log.head().offset()) {
            wake();
        }
    }

    private void apply(Page page) {
        lock.writeLock().lock();
        try {
            archive.apply(changes(page), page.through());
            page.entries().forEach(directories::apply);
            applied = page.through();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void complete() {
        long through = applied;
        waiting.headMap(through, true).values().forEach(waiter -> waiter.complete(through));
    }

    private static List<Change> changes(Page page) {
        List<Change> changes = new ArrayList<>();
        page.entries().forEach(entry -> changes.addAll(Changes.of(entry)));
        return changes;
    }
}
