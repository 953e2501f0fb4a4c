package dev.carillon.boot;

import dev.carillon.api.BodyFilter;
import dev.carillon.api.BodyLimits;
import dev.carillon.api.HeadFilter;
import dev.carillon.api.LateBodies;
import dev.carillon.api.Refusals;
import dev.carillon.api.sse.Streams;
import dev.carillon.event.Limit;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.LimitStats;
import dev.carillon.security.PublishRates;
import dev.carillon.security.ReplayLimits;
import dev.carillon.stream.ConnectionWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Makes what bounds clients; as {@link Wiring}. */
@ApplicationScoped
public class LimitsWiring {

    private static final System.Logger LOGGER = System.getLogger(LimitsWiring.class.getName());

    /** Each needs the classes of one container. */
    private static final List<String> WATCHES =
            List.of("dev.carillon.stream.tomcat.TomcatWatch", "dev.carillon.stream.grizzly.GrizzlyWatch");

    /** A crowd that comes faster than we look takes memory; a look at 100,000 connections takes some milliseconds. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** Its threads leave a request within some 0.2 ms; more on a busy machine. */
    private static final Duration PAYARA_SETTLES = Duration.ofMillis(50);

    private static final String PAYARA_THREADS = "dev.carillon.stream.grizzly.PayaraThreads";

    /** Of Payara Server. */
    private static final int PAYARA_DEFAULT = 5;

    @Produces
    @Singleton
    LimitStats limitStats() {
        return new LimitStats();
    }

    @Produces
    @Singleton
    ConnectionLimits connectionLimits(Settings settings, LimitStats stats) {
        return new ConnectionLimits(settings.limits().connections(), stats);
    }

    @Produces
    @Singleton
    ReplayLimits replayLimits(Settings settings, LimitStats stats) {
        LimitSettings.Replays replays = settings.limits().replays();
        return new ReplayLimits(replays.max(), replays.perAddress(), stats);
    }

    @Produces
    @Singleton
    PublishRates publishRates(Settings settings, LimitStats stats) {
        LimitSettings limits = settings.limits();
        return new PublishRates(limits.publishPerSubject(), limits.publishPerAddress(), stats);
    }

    @Produces
    @Singleton
    Refusals refusals(LimitStats stats, Streams streams) {
        return new Refusals(stats, streams::jitteredRetry);
    }

    @Produces
    @Singleton
    HeadFilter headFilter(Settings settings, Refusals refusals) {
        return new HeadFilter(settings.limits().requests().headBytes(), refusals);
    }

    @Produces
    @Singleton
    BodyFilter bodyFilter(Settings settings, ScheduledExecutorService scheduler, LimitStats stats, Refusals refusals) {
        LimitSettings.Requests requests = settings.limits().requests();
        BodyLimits limits = new BodyLimits(
                settings.hub().publish(),
                requests.bodyBytes(),
                settings.sockets().engine().maxPayload(),
                requests.bodyTime());
        return new BodyFilter(limits, lateBodies(), scheduler, stats, refusals);
    }

    private static LateBodies lateBodies() {
        if (!onPayara()) {
            return LateBodies.waiting();
        }
        int threads = payaraThreads();
        LateBodies late = LateBodies.readBy(threads, PAYARA_SETTLES);
        LOGGER.log(
                System.Logger.Level.INFO,
                "bodies that come late: request-threads=" + threads + " readers=" + late.readers()
                        + " readers-of-http2=" + late.readersHttp2());
        return late;
    }

    private static int payaraThreads() {
        try {
            return Class.forName(PAYARA_THREADS)
                    .asSubclass(IntSupplier.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .getAsInt();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError hidden) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Payara hides how many threads serve requests; they are taken for its default, " + PAYARA_DEFAULT,
                    hidden);
            return PAYARA_DEFAULT;
        }
    }

    private static boolean onPayara() {
        try {
            Class.forName("org.glassfish.grizzly.Grizzly");
            return true;
        } catch (ClassNotFoundException otherContainer) {
            return false;
        }
    }

    /** Ends requests whose head is late, where the container's own timeout does not; what is returned ends that. */
    static Runnable watchHeads(Settings settings, ScheduledExecutorService scheduler, LimitStats stats) {
        Consumer<Integer> onEnded = count -> {
            for (int i = 0; i < count; i++) {
                stats.hit(Limit.HEAD_TIME);
            }
        };
        Duration headTime = settings.limits().requests().headTime();
        for (String name : WATCHES) {
            Optional<ConnectionWatch> found = watch(name, headTime, onEnded);
            if (found.isPresent()) {
                ConnectionWatch watch = found.get();
                Future<?> looking = scheduler.scheduleWithFixedDelay(
                        () -> look(watch), LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                return () -> looking.cancel(false);
            }
        }
        LOGGER.log(
                System.Logger.Level.WARNING,
                "carillon.request.head-time has no effect in this container: put a proxy before it that ends slow requests");
        return () -> {};
    }

    /** Empty where the container is another one, or hides what the watch needs. */
    private static Optional<ConnectionWatch> watch(String name, Duration headTime, Consumer<Integer> onEnded) {
        try {
            return Optional.of(Class.forName(name)
                    .asSubclass(ConnectionWatch.class)
                    .getDeclaredConstructor(Duration.class, Consumer.class)
                    .newInstance(headTime, onEnded));
        } catch (ReflectiveOperationException | LinkageError otherContainer) {
            LOGGER.log(System.Logger.Level.DEBUG, "done without " + name, otherContainer);
            return Optional.empty();
        }
    }

    /** What fails once must not end the watch. */
    private static void look(ConnectionWatch watch) {
        try {
            watch.look();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(System.Logger.Level.WARNING, "connections were not looked at", e);
        }
    }
}
