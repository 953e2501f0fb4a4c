package dev.carillon.api.poll;

import dev.carillon.event.LogUnavailableException;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import dev.carillon.stream.poll.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One poll that waits, until it is answered or its request ends.
 *
 * <p>Threading: the first who {@linkplain #claim() claims} the answer decides it: a thread of the hub, which hands it to a thread of
 * the container because a client that does not read its answer holds up whoever writes it; or the container, when it ends the request.
 */
final class WaitingPoll implements AsyncListener {

    /** An answer without events is written in milliseconds, but to a client that does not read it is never. */
    static final Duration LAST_ANSWER = Duration.ofSeconds(2);

    private static final System.Logger LOGGER = System.getLogger(WaitingPoll.class.getName());

    private final AsyncContext container;
    private final Consumer<Outcome> answer;
    private final Consumer<RuntimeException> failure;
    private final Subscriber subscriber;
    private final Consumer<WaitingPoll> onAnswered;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch answered = new CountDownLatch(1);

    /**
     * One who has just begun to wait.
     *
     * @param answer answers, on a thread that may wait for the log
     * @param failure answers with what kept {@code answer} from it
     * @param onAnswered is called once, also if nobody was there to be answered
     */
    WaitingPoll(
            AsyncContext container,
            Consumer<Outcome> answer,
            Consumer<RuntimeException> failure,
            Subscriber subscriber,
            Consumer<WaitingPoll> onAnswered) {
        this.container = container;
        this.answer = answer;
        this.failure = failure;
        this.subscriber = subscriber;
        this.onAnswered = onAnswered;
    }

    /** The hub has told what came of the waiting. */
    void tell(Outcome outcome) {
        if (!claim()) {
            return;
        }
        try {
            container.start(() -> write(outcome));
        } catch (RuntimeException over) {
            // The request has ended, or the container is stopping and ends it.
            LOGGER.log(System.Logger.Level.DEBUG, "a poll was not answered", over);
            done();
        }
    }

    /** Whether there is an answer, or nobody to be answered, before the time is over. */
    boolean awaitAnswer(Duration atMost) {
        try {
            return answered.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    private void write(Outcome outcome) {
        try {
            if (outcome.equals(new Outcome.Nothing(CloseReason.LOG_FAILED))) {
                throw new LogUnavailableException(
                        "It could not be read.", new IllegalStateException(CloseReason.LOG_FAILED.slug()));
            }
            answer.accept(outcome);
        } catch (RuntimeException e) {
            failure.accept(e);
        } finally {
            done();
        }
    }

    /** There is no time-out, but Tomcat calls this for a request whose application is stopping, and then ends it. */
    @Override
    public void onTimeout(AsyncEvent event) {
        if (claim()) {
            write(new Outcome.Nothing(CloseReason.STOPPED));
        } else {
            LOGGER.log(System.Logger.Level.DEBUG, "the last answer was written: {0}", awaitAnswer(LAST_ANSWER));
        }
        subscriber.gone();
    }

    @Override
    public void onError(AsyncEvent event) {
        ended();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    /** From now on nothing of the request may be used: the container gives it to the next one. */
    private void ended() {
        if (claim()) {
            done();
        }
        subscriber.gone();
    }

    private void done() {
        answered.countDown();
        onAnswered.accept(this);
    }
}
