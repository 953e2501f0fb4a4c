package dev.carillon.stream.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayaraThreadsTest {

    private final List<NIOTransport> transports = new ArrayList<>();
    private final List<ExecutorService> pools = new ArrayList<>();
    private final PayaraThreads threads = new PayaraThreads(() -> transports);

    @AfterEach
    void stop() {
        pools.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void the_listener_with_the_fewest_counts_but_for_that_of_administrators() {
        listener("http-thread-pool::http-listener-1", 64);
        listener("http-thread-pool::http-listener-2", 32);
        listener("admin-thread-pool::admin-listener", 15);

        assertThat(threads.getAsInt()).isEqualTo(32);
    }

    @Test
    void a_pool_that_is_configured_anew_counts_as_it_is_then() {
        GrizzlyExecutorService pool = listener("http-thread-pool::http-listener", 5);
        assertThat(threads.getAsInt()).isEqualTo(5);

        pool.reconfigure(config("http-thread-pool::http-listener", 64));

        assertThat(threads.getAsInt()).isEqualTo(64);
    }

    @Test
    void no_pool_is_said() {
        assertThatThrownBy(threads::getAsInt).isInstanceOf(IllegalStateException.class);
    }

    private GrizzlyExecutorService listener(String poolName, int size) {
        NIOTransport transport = TCPNIOTransportBuilder.newInstance().build();
        GrizzlyExecutorService pool = GrizzlyExecutorService.createInstance(config(poolName, size));
        transport.setWorkerThreadPool(pool);
        transports.add(transport);
        pools.add(pool);
        return pool;
    }

    private static ThreadPoolConfig config(String name, int size) {
        return ThreadPoolConfig.defaultConfig()
                .setPoolName(name)
                .setCorePoolSize(1)
                .setMaxPoolSize(size);
    }
}
