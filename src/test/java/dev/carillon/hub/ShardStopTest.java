package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever fails: a hub that is closed comes to its end. On Payara a server that was ended stayed for good once, because a class was
 * gone that a shard needed to stop, and whoever closed the hub waited for its thread.
 */
@Timeout(60)
class ShardStopTest {

    private static final Duration SPREAD = Duration.ofSeconds(1);

    private final TestHub test = new TestHub();
    private final List<CloseReason> ends = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ThreadFactory factory = task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    };

    @Test
    void a_stop_that_fails_in_what_is_left_to_deliver_is_a_stop() {
        FailingSink sink = new FailingSink();
        listen(sink);
        sink.failingWrites = 1;
        test.publish("a", "1");
        test.shard().offer(() -> test.shard().stop(SPREAD));

        failingRound();
        test.settle();

        assertThat(ends).containsExactly(CloseReason.STOPPED);
        assertThat(test.shard().isStopped()).isTrue();
    }

    @Test
    void a_shard_is_stopped_though_the_end_of_a_connection_fails() {
        FailingSink sink = new FailingSink();
        listen(sink);
        sink.failingWrites = 1;
        sink.failsToClose = true;
        test.shard().offer(() -> test.shard().stop(SPREAD));
        failingRound();
        test.advance(Endings.LAST_RESORT.plusMillis(1));

        failingRound();

        assertThat(test.shard().isStopped()).isTrue();
    }

    @Test
    void a_shard_whose_every_round_fails_stops_a_little_later() {
        FailingSink sink = new FailingSink();
        listen(sink);
        sink.failingWrites = Integer.MAX_VALUE;
        test.publish("a", "1");
        test.shard().offer(() -> test.shard().stop(SPREAD));
        failingRound();
        failingRound();
        assertThat(test.shard().isStopped()).isFalse();
        test.advance(Endings.LAST_RESORT.plusMillis(1));

        failingRound();

        assertThat(ends).containsExactly(CloseReason.STOPPED);
        assertThat(test.shard().isStopped()).isTrue();
    }

    @Test
    void a_command_that_fails_neither_ends_a_thread_nor_keeps_it() throws Exception {
        Shard shard = test.shard();
        CompletableFuture<Thread> after = new CompletableFuture<>();
        ShardThreads shards = new ShardThreads(factory, test.hub.gate(), ShardThreads.PATIENCE);
        shards.start(shard);

        shard.offer(() -> {
            throw new NoClassDefFoundError("gone");
        });
        shard.offer(() -> after.complete(Thread.currentThread()));
        Thread survivor = after.get();
        shard.offer(() -> {
            shard.stop(SPREAD);
            throw new NoClassDefFoundError("gone");
        });
        shards.join();

        assertThat(threads).containsExactly(survivor).noneMatch(Thread::isAlive);
        assertThat(shard.isStopped()).isTrue();
    }

    @Test
    void whoever_waits_for_shards_does_not_wait_for_one_that_hangs() throws Exception {
        Shard shard = test.shard();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        shard.offer(() -> {
            hanging.countDown();
            awaitUninterrupted(released);
        });
        ShardThreads shards = new ShardThreads(factory, test.hub.gate(), Duration.ofMillis(50));
        shards.start(shard);
        hanging.await();
        shard.offer(() -> shard.stop(SPREAD));

        shards.join();

        assertThat(threads).allMatch(Thread::isAlive);
        assertThat(shard.isStopped()).isFalse();
        released.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(shard.isStopped()).isTrue();
    }

    private void listen(FailingSink sink) {
        Subscriber subscriber = test.hub.connect(sink, TextFormat.TEXT, ends::add);
        subscriber.writable();
        subscriber.subscribe(SelectorSet.of("a"), new Start.Live());
        test.settle();
    }

    private void failingRound() {
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> test.shard().round());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A sink of an application whose classes are gone. */
    private static final class FailingSink implements Sink {

        private int failingWrites;
        private boolean failsToClose;

        @Override
        public boolean write(Chunk chunk) {
            if (failingWrites > 0) {
                failingWrites--;
                throw new NoClassDefFoundError("gone");
            }
            return true;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public void close(CloseReason reason) {
            if (failsToClose) {
                throw new NoClassDefFoundError("gone");
            }
        }

        @Override
        public boolean noticesDeparture() {
            return true;
        }
    }
}
