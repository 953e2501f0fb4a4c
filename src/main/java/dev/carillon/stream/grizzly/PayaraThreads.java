package dev.carillon.stream.grizzly;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * How many threads serve requests at most: those of the listener that has the fewest, for each has a pool of its own. Payara Server's
 * listener for administrators does not count, since it serves no application.
 *
 * <p>Threading: any thread.
 */
public final class PayaraThreads implements IntSupplier {

    private static final String ADMINISTRATORS = "admin-listener";

    private final Supplier<List<NIOTransport>> transports;

    /** Throws where there is no Payara, or where it hides its listeners. */
    public PayaraThreads() {
        this(new PayaraListeners());
    }

    PayaraThreads(Supplier<List<NIOTransport>> transports) {
        this.transports = transports;
    }

    /** As it is now: Payara takes another size while it runs. */
    @Override
    public int getAsInt() {
        return transports.get().stream()
                .map(NIOTransport::getWorkerThreadPool)
                .filter(GrizzlyExecutorService.class::isInstance)
                .map(PayaraThreads::configuration)
                .filter(pool -> !String.valueOf(pool.getPoolName()).contains(ADMINISTRATORS))
                .mapToInt(ThreadPoolConfig::getMaxPoolSize)
                .min()
                .orElseThrow(() -> new IllegalStateException("Payara shows no pool of threads"));
    }

    private static ThreadPoolConfig configuration(ExecutorService pool) {
        return ((GrizzlyExecutorService) pool).getConfiguration();
    }
}
