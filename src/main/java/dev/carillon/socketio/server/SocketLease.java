package dev.carillon.socketio.server;

import dev.carillon.hub.CloseReason;
import dev.carillon.security.Caller;
import dev.carillon.security.Grants;
import dev.carillon.security.Leases;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is open because its client has a token.
 *
 * <p>Threading: any thread.
 */
final class SocketLease implements Leases.Held {

    private final ClientSocket socket;
    private final Caller caller;
    private final boolean byGrants;
    private final AtomicReference<Leases.@Nullable Part> part = new AtomicReference<>();
    private volatile boolean released;

    private SocketLease(ClientSocket socket, Caller caller, boolean byGrants) {
        this.socket = socket;
        this.caller = caller;
        this.byGrants = byGrants;
    }

    static SocketLease hold(Leases leases, ClientSocket socket, Caller caller, boolean byGrants) {
        SocketLease lease = new SocketLease(socket, caller, byGrants);
        lease.part.set(leases.hold(caller, lease));
        if (lease.released) {
            lease.release();
        }
        return lease;
    }

    void release() {
        released = true;
        Leases.Part held = part.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }

    /** The socket goes on with what the older token allowed, so the newer one must allow all of it. */
    @Override
    public boolean isCovered(Grants grants) {
        Grants before = caller.grants();
        return (!byGrants || grants.maySubscribe(socket.channels()))
                && (grants.admin() || !before.admin())
                && before.publish().selectors().stream().allMatch(grants.publish()::covers);
    }

    @Override
    public void expiring(Instant at) {
        socket.emit("token-expiring", Map.of("expiresAt", at.toString()));
    }

    @Override
    public void end(Leases.End reason) {
        socket.endedByToken(
                switch (reason) {
                    case EXPIRED -> CloseReason.TOKEN_EXPIRED;
                    case REVOKED -> CloseReason.TOKEN_REVOKED;
                    case SIGNED_OUT -> CloseReason.SIGNED_OUT;
                });
    }
}
