package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InboxTest {

    private static final long LONG = Duration.ofMinutes(10).toNanos();

    @Test
    void commands_come_in_the_order_in_which_they_were_left() {
        Inbox inbox = new Inbox();
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            int number = i;
            inbox.offer(() -> ran.add(number));
        }

        Inbox.Command command = inbox.poll();
        while (command != null) {
            command.run();
            command = inbox.poll();
        }

        assertThat(ran).hasSize(5000).isSorted();
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    @Timeout(60)
    void nobody_waits_while_something_is_there() {
        Inbox inbox = new Inbox();
        inbox.offer(() -> {});

        inbox.await(LONG);

        assertThat(inbox.poll()).isNotNull();
    }

    /** A wake-up that is lost shows as a wait of its full length; the others take what the machine needs for twice as many switches of threads. */
    @Test
    @Timeout(300)
    void no_wake_up_is_lost_in_many_short_exchanges() throws InterruptedException {
        Inbox inbox = new Inbox();
        SynchronousQueue<Long> answers = new SynchronousQueue<>();
        AtomicBoolean stopped = new AtomicBoolean();
        Thread owner = new Thread(() -> {
            while (!stopped.get()) {
                Inbox.Command command = inbox.poll();
                if (command == null) {
                    inbox.await(LONG);
                } else {
                    command.run();
                }
            }
        });
        owner.start();

        for (long i = 0; i < 20_000; i++) {
            long number = i;
            inbox.offer(() -> put(answers, number));
            assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo(number);
        }
        inbox.offer(() -> stopped.set(true));
        owner.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(owner.isAlive()).isFalse();
    }

    @Test
    @Timeout(120)
    void nothing_is_lost_when_many_leave_commands_at_once() throws InterruptedException {
        Inbox inbox = new Inbox();
        AtomicLong ran = new AtomicLong();
        int each = 20_000;
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread producer = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    inbox.offer(ran::incrementAndGet);
                }
            });
            producers.add(producer);
            producer.start();
        }

        while (ran.get() < 3L * each) {
            Inbox.Command command = inbox.poll();
            if (command == null) {
                inbox.await(LONG);
            } else {
                command.run();
            }
        }
        for (Thread producer : producers) {
            producer.join();
        }

        assertThat(ran).hasValue(3L * each);
        assertThat(inbox.isEmpty()).isTrue();
    }

    private static void put(SynchronousQueue<Long> answers, long number) {
        try {
            answers.put(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
