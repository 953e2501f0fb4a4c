package dev.carillon.socketio.server;

import dev.carillon.engineio.Session;
import dev.carillon.engineio.SessionSink;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Peer;
import dev.carillon.hub.Start;
import dev.carillon.hub.Step;
import dev.carillon.hub.Subscriber;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * What one socket hears: a subscriber of the hub, whose bytes go to the session of its client.
 *
 * <p>Threading: any thread.
 */
final class Listening {

    private final Session session;
    private final SessionSink sink;
    private final Subscriber subscriber;

    private Listening(Session session, SessionSink sink, Subscriber subscriber) {
        this.session = session;
        this.sink = sink;
        this.subscriber = subscriber;
    }

    /**
     * Hears nothing yet, and is sent nothing before it {@linkplain #start() starts}.
     *
     * @param name by which events are not for it
     * @param onEnd see {@link Hub#connect}
     */
    static Listening open(
            Hub hub, Session session, NamespaceFormat format, Peer peer, String name, Consumer<CloseReason> onEnd) {
        SessionSink sink = session.newSink();
        Subscriber subscriber = hub.connect(sink, format, peer, name, onEnd);
        return new Listening(session, sink, subscriber);
    }

    /** From now on it is sent what waits, and what comes. */
    void start() {
        sink.start(subscriber);
    }

    /**
     * Sends whole frames, in the order of the calls. They do not wait behind what the hub has for it: who publishes as fast as he is
     * acknowledged must not wait until everybody else has got it. Who has too much waiting already is too slow, and his session ends.
     */
    void send(byte[] frames) {
        session.send(frames);
    }

    /** Sends whole frames behind what the hub has for it. If they do not fit, the session ends: its client must not believe that all is well. */
    void sendLast(byte[] frames) {
        subscriber.send(frames).whenComplete((done, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof HubBusyException) {
                session.close(CloseReason.SLOW);
            }
        });
    }

    /** Sends whole frames behind what the hub has for it, if they fit. */
    void offer(byte[] frames) {
        subscriber.send(frames).whenComplete((done, failure) -> {});
    }

    void include(SelectorSet channels, Start start, Runnable onLive) {
        subscriber.include(channels, start, onLive);
    }

    void resume(List<Step> steps, Runnable onLive) {
        subscriber.resume(steps, onLive);
    }

    void exclude(SelectorSet channels) {
        subscriber.exclude(channels);
    }

    /** Ends this alone; what was sent before is still written. */
    void close(CloseReason reason) {
        subscriber.close(reason);
    }

    /** Nothing is written any more. */
    boolean hasEnded() {
        return subscriber.isEnded();
    }

    /** Its session is gone, or its client wants nothing of it any more. */
    void gone() {
        subscriber.gone();
    }
}
