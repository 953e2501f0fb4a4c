package dev.carillon.chat;

import dev.carillon.chat.state.ChatChannels;
import dev.carillon.event.Entry;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** A log in memory that outlives its hub, as one on the disk does, and that fails when a test says so. */
final class TestLog {

    private static final Retention PLENTY = new Retention(1_000_000, 1L << 30, Duration.ofDays(365));

    final EventLog log;
    private final MemoryEventLog entries;
    private boolean listening;
    private volatile Consumer<List<Entry>> listener = nothing -> {};

    /** Whether nothing can be read, or appended. */
    volatile boolean unreadable;

    volatile boolean unwritable;

    /** What the next append to a room comes to, whenever it is completed; null for the usual. */
    volatile @Nullable CompletableFuture<Appended> held;

    TestLog(InstantSource clock, long seed) {
        entries = new MemoryEventLog(
                ChatChannels.keptBy(RetentionPolicy.of(PLENTY)),
                Duration.ofHours(24),
                clock,
                RandomGeneratorFactory.getDefault().create(seed));
        log = (EventLog) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EventLog.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    /** Whoever calls the log gets the future. */
    @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"})
    private Object call(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "listen" -> {
                listener = (Consumer<List<Entry>>) arguments[0];
                if (!listening) {
                    listening = true;
                    entries.listen(added -> listener.accept(added));
                }
                return null;
            }
            case "read" -> {
                if (unreadable) {
                    throw new LogUnavailableException("The disk is gone.", new IllegalStateException("test"));
                }
            }
            case "append" -> {
                if (unwritable) {
                    return CompletableFuture.failedStage(
                            new LogUnavailableException("The disk is full.", new IllegalStateException("test")));
                }
                CompletableFuture<Appended> slow = held;
                if (slow != null && isOfRoom((Append) arguments[0])) {
                    held = null;
                    return slow;
                }
            }
            default -> {
                // As it is.
            }
        }
        try {
            return method.invoke(entries, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean isOfRoom(Append append) {
        return append.events().get(0).channel().value().startsWith("chat/");
    }
}
