package dev.carillon.engineio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GET that waits, or none: the wire takes bytes while there is one, and these answer it.
 *
 * <p>Threading: under the session's lock.
 */
final class PollWire implements Wire {

    private @Nullable Answer waiting;

    boolean isWaiting() {
        return waiting != null;
    }

    void await(Answer answer) {
        waiting = answer;
    }

    /** Its connection has broken; whether it was the one that waits. */
    boolean forget(Answer answer) {
        boolean isWaiting = waiting == answer;
        if (isWaiting) {
            waiting = null;
        }
        return isWaiting;
    }

    /** Lets the request go that waits; null if there is none. */
    @Nullable
    Answer release() {
        Answer released = waiting;
        waiting = null;
        return released;
    }

    @Override
    public boolean write(FrameBytes frames) {
        Answer answer = release();
        if (answer == null) {
            throw new IllegalStateException("nobody polls");
        }
        answer.packets(List.of(frames));
        return false;
    }

    @Override
    public boolean drain() {
        return isWaiting();
    }

    @Override
    public void end(int code) {
        answerWith(ControlPackets.CLOSE);
    }

    @Override
    public void cut() {
        answerWith(ControlPackets.CLOSE);
    }

    /** Answers whoever waits with a packet that comes from no queue. */
    void answerWith(FrameBytes packet) {
        Answer answer = release();
        if (answer != null) {
            answer.packets(List.of(packet));
        }
    }
}
