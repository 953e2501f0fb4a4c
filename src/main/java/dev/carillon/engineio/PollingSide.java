package dev.carillon.engineio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.hub.CloseReason;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session as its client polls it: a GET that waits for what there is to send, and a POST that brings something.
 *
 * <p>Threading: any thread; the state's lock guards what it shares with others.
 */
final class PollingSide {

    private final Sessions sessions;
    private final EngineSession session;
    private final SessionState state;
    private final AtomicBoolean posting = new AtomicBoolean();

    PollingSide(Sessions sessions, EngineSession session, SessionState state) {
        this.sessions = sessions;
        this.session = session;
        this.state = state;
    }

    /** Takes a GET. */
    void poll(Answer answer) {
        boolean overlap = false;
        synchronized (state) {
            if (state.is(SessionState.Phase.CLOSED) || state.is(SessionState.Phase.OPENING)) {
                answer.refuse(EngineError.UNKNOWN_SID);
            } else if (state.socket() != null) {
                answer.refuse(EngineError.TRANSPORT_MISMATCH);
            } else if (state.polls.isWaiting()) {
                overlap = true;
                answer.refuse(EngineError.OVERLAP);
            } else {
                state.polls.await(answer);
                polled();
            }
        }
        if (overlap) {
            session.close(CloseReason.CLIENT_SENT_DATA);
        }
    }

    /** A GET waits. */
    @GuardedBy("state")
    private void polled() {
        Upgrade probed = state.upgrade();
        if (state.is(SessionState.Phase.CLOSING)) {
            if (state.lastPost() == null) {
                state.outlet.write(ControlPackets.CLOSE);
            }
            state.answerPoll();
            state.closed();
        } else if (!state.outlet.isEmpty()) {
            state.answerPoll();
        } else if (probed != null && probed.isProbed()) {
            probed.holdPoll(sessions.now());
            state.schedule();
        } else {
            state.outlet.wake();
        }
    }

    /** The connection of a GET that waited has broken. */
    void pollBroke(Answer answer) {
        boolean broke;
        synchronized (state) {
            broke = state.polls.forget(answer);
            if (broke) {
                state.outlet.pause();
            }
        }
        if (broke) {
            session.close(CloseReason.CLIENT_GONE);
        }
    }

    /** A POST has come, and its body may be on the way. False if another one's is. */
    boolean postBegins() {
        synchronized (state) {
            boolean polled = state.is(SessionState.Phase.OPEN) && state.socket() == null;
            return !polled || posting.compareAndSet(false, true);
        }
    }

    /** Whether a POST has come and its body has not. */
    boolean isPosting() {
        return posting.get();
    }

    /** A POST was not the client's. */
    void postRefused() {
        posting.set(false);
    }

    /** Takes what a POST has brought. */
    void post(byte[] body, Answer answer) {
        posting.set(false);
        EngineError refusal = null;
        synchronized (state) {
            if (!state.is(SessionState.Phase.OPEN)) {
                refusal = EngineError.UNKNOWN_SID;
            } else if (state.socket() != null) {
                refusal = EngineError.TRANSPORT_MISMATCH;
            }
        }
        if (refusal != null) {
            answer.refuse(refusal);
        } else {
            session.intake().payload(body, answer);
        }
    }
}
