package dev.carillon.engineio;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's way to a session.
 *
 * <p>Threading: as {@link dev.carillon.hub.Sink}; {@link #wake} under the session's lock.
 */
final class EngineSink implements SessionSink {

    private final EngineSession session;
    private volatile @Nullable Subscriber subscriber;

    EngineSink(EngineSession session) {
        this.session = session;
    }

    @Override
    public void start(Subscriber owner) {
        subscriber = owner;
        if (session.takesFrom(this)) {
            wake();
        }
    }

    @Override
    public boolean write(Chunk chunk) {
        return session.write(this, FrameBytes.of(chunk));
    }

    @Override
    public boolean drain() {
        return session.takesFrom(this);
    }

    @Override
    public void close(CloseReason reason) {
        session.forget(this);
    }

    @Override
    public String transport() {
        return session.transport();
    }

    /** The session has heartbeats of its own. */
    @Override
    public boolean noticesDeparture() {
        return true;
    }

    void wake() {
        Subscriber owner = subscriber;
        if (owner != null) {
            owner.writable();
        }
    }
}
