package dev.carillon.engineio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.hub.CloseReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a session is: opening, open, closing, closed; what carries it, what waits to be sent, and when it is looked at next.
 *
 * <p>Threading: any thread that holds its lock, which is held for writes, that do not block, and never while the listener is told
 * something.
 */
final class SessionState extends Wheel.Timed {

    /** For a client that polls to fetch what was left for it. */
    private static final Duration LAST_POLL = Duration.ofSeconds(5);

    enum Phase {
        OPENING,
        OPEN,
        CLOSING,
        CLOSED
    }

    @GuardedBy("this")
    final PollWire polls = new PollWire();

    @GuardedBy("this")
    final Outlet outlet = new Outlet(polls);

    @GuardedBy("this")
    final Heartbeat heartbeat;

    private final Sessions sessions;
    private final EngineSession session;

    @GuardedBy("this")
    private Phase phase = Phase.OPENING;

    /** Until when it may be opening or closing. */
    @GuardedBy("this")
    private long endNanos;

    /** The WebSocket that carries it; null while it is polled. */
    @GuardedBy("this")
    private @Nullable WebSocketLink socket;

    @GuardedBy("this")
    private @Nullable Upgrade upgrade;

    /** How its WebSocket is to be closed once everything is written; null if it is not, or was. */
    @GuardedBy("this")
    private @Nullable Integer goodbye;

    /** The POST by which the client has ended it. It is answered a moment later, for the GET that may have been sent before it. */
    @GuardedBy("this")
    private @Nullable Answer lastPost;

    SessionState(Sessions sessions, EngineSession session) {
        this.sessions = sessions;
        this.session = session;
        this.heartbeat = new Heartbeat(sessions.settings(), sessions.now());
        this.endNanos = sessions.now() + sessions.settings().upgradeTimeout().toNanos();
    }

    @GuardedBy("this")
    boolean is(Phase asked) {
        return phase == asked;
    }

    /** The WebSocket that carries it; null while it is polled. */
    @GuardedBy("this")
    @Nullable
    WebSocketLink socket() {
        return socket;
    }

    /** What is to carry it; null if nothing is. */
    @GuardedBy("this")
    @Nullable
    Upgrade upgrade() {
        return upgrade;
    }

    @GuardedBy("this")
    void upgrade(@Nullable Upgrade next) {
        upgrade = next;
    }

    @GuardedBy("this")
    void open() {
        phase = Phase.OPEN;
        schedule();
    }

    @GuardedBy("this")
    void carry(WebSocketLink link, Wire wire) {
        socket = link;
        outlet.use(wire);
    }

    /** A POST ended it, which is answered when it is closed; null if it was not, or is answered. */
    @GuardedBy("this")
    @Nullable
    Answer lastPost() {
        return lastPost;
    }

    /** The client ends it, by a POST or over its WebSocket. Whether it was open. */
    @GuardedBy("this")
    boolean endByClient(@Nullable Answer post) {
        boolean ended = phase == Phase.OPEN;
        boolean atOnce = post == null || socket != null || polls.isWaiting() || !ended;
        if (ended && socket != null) {
            end(CloseReason.APPLICATION);
        } else if (ended) {
            phase = Phase.CLOSING;
            dropUpgrade();
            endNanos = sessions.now() + Upgrade.HOLD.toNanos();
            schedule();
        }
        if (!atOnce) {
            lastPost = post;
            return ended;
        }
        if (post != null) {
            post.ok();
        }
        if (socket == null && ended) {
            answerPoll();
            closed();
        }
        return ended;
    }

    @Override
    void due(long nowNanos) {
        boolean givenUp = false;
        synchronized (this) {
            if (phase == Phase.OPEN) {
                givenUp = beat(nowNanos);
            } else if (phase != Phase.CLOSED && nowNanos - endNanos >= 0) {
                outlet.wire().cut();
                closed();
            }
            schedule();
        }
        if (givenUp) {
            session.close(CloseReason.CLIENT_GONE);
        }
    }

    /** Answers the GET that waits, if there is one, with everything that waits, or a noop. */
    @GuardedBy("this")
    void answerPoll() {
        Answer answer = polls.release();
        if (answer != null) {
            outlet.pause();
            answer.packets(outlet.isEmpty() ? List.of(ControlPackets.NOOP) : outlet.takeWaiting());
        }
    }

    /** The probe has failed or is late, or the session ends; whoever is polling goes on. */
    @GuardedBy("this")
    void dropUpgrade() {
        Upgrade failed = upgrade;
        if (failed != null) {
            upgrade = null;
            sessions.sayGoodbye(failed.wire(), CloseCodes.NORMAL);
            outlet.wake();
        }
    }

    /** The next ping may be due before the time at which the client would have been given up. */
    @GuardedBy("this")
    void pong() {
        long lookedAtNanos = heartbeat.dueNanos();
        heartbeat.pong(sessions.now());
        if (heartbeat.dueNanos() - lookedAtNanos < 0) {
            schedule();
        }
    }

    /** Whether the client is given up. */
    @GuardedBy("this")
    private boolean beat(long nowNanos) {
        Upgrade running = upgrade;
        if (running != null && running.endsPoll(nowNanos)) {
            answerPoll();
        }
        if (running != null && running.isLate(nowNanos)) {
            dropUpgrade();
        }
        Heartbeat.Step step = heartbeat.look(nowNanos);
        if (step == Heartbeat.Step.PING) {
            outlet.write(ControlPackets.PING);
        }
        return step == Heartbeat.Step.GIVE_UP;
    }

    @GuardedBy("this")
    void schedule() {
        sessions.wheel()
                .schedule(
                        this,
                        switch (phase) {
                            case OPENING, CLOSING -> endNanos;
                            case OPEN ->
                                upgrade != null && upgrade.dueNanos() - heartbeat.dueNanos() < 0
                                        ? upgrade.dueNanos()
                                        : heartbeat.dueNanos();
                            case CLOSED -> Wheel.NEVER;
                        });
    }

    /** Begins to end; false if that has begun already. */
    @GuardedBy("this")
    boolean end(CloseReason reason) {
        if (phase == Phase.CLOSING || phase == Phase.CLOSED) {
            return false;
        }
        boolean opening = phase == Phase.OPENING;
        phase = Phase.CLOSING;
        dropUpgrade();
        boolean later = socket != null ? reason != CloseReason.CLIENT_GONE : reason.isOrderly() && !polls.isWaiting();
        if (opening || !later) {
            outlet.wire().cut();
            closed();
            return true;
        }
        endNanos = sessions.now() + (socket == null ? LAST_POLL : Sessions.FAREWELL).toNanos();
        schedule();
        if (socket != null) {
            if (!reason.isOrderly()) {
                outlet.takeWaiting();
            }
            goodbye = CloseCodes.of(reason);
            sayGoodbye();
        }
        return true;
    }

    /** Closes the WebSocket if all is written; its client's answer, or its time, is the end. */
    @GuardedBy("this")
    void sayGoodbye() {
        Integer code = goodbye;
        if (code != null && outlet.isEmpty()) {
            goodbye = null;
            outlet.wire().end(code);
        }
    }

    @GuardedBy("this")
    void closed() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        outlet.takeWaiting();
        schedule();
        sessions.ended(session);
        Answer post = lastPost;
        lastPost = null;
        if (post != null) {
            post.ok();
        }
    }
}
