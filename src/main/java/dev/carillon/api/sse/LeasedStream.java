package dev.carillon.api.sse;

import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import dev.carillon.security.Grants;
import dev.carillon.security.Leases;
import dev.carillon.stream.StreamFormat;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream that depends on its reader's token.
 *
 * <p>Threading: any thread.
 */
public final class LeasedStream implements Leases.Held {

    private final SelectorSet selectors;
    private final @Nullable StreamFormat format;
    private final AtomicReference<@Nullable Subscriber> subscriber = new AtomicReference<>();

    /** When its token ends, as long as its reader has not been told. */
    private final AtomicReference<@Nullable Instant> ending = new AtomicReference<>();

    private volatile @Nullable CloseReason endedEarly;

    /**
     * A stream to be.
     *
     * @param selectors what its reader needs grants for
     * @param format how it is told of the end of its token; null if it is not
     */
    public LeasedStream(SelectorSet selectors, @Nullable StreamFormat format) {
        this.selectors = selectors;
        this.format = format;
    }

    /** It has been opened. The token may have ended in between. */
    public void opened(Subscriber open) {
        subscriber.set(open);
        tellOfEnding();
        CloseReason early = endedEarly;
        if (early != null) {
            open.close(early);
        }
    }

    @Override
    public boolean isCovered(Grants grants) {
        return grants.maySubscribe(selectors);
    }

    @Override
    public void expiring(Instant at) {
        ending.set(at);
        tellOfEnding();
    }

    private void tellOfEnding() {
        Subscriber open = subscriber.get();
        Instant at = open == null ? null : ending.getAndSet(null);
        if (open != null && at != null && format != null) {
            open.send(format.notice("token-expiring", "{\"expiresAt\":\"" + at + "\"}"));
        }
    }

    @Override
    public void end(Leases.End reason) {
        CloseReason closing = reasonOf(reason);
        endedEarly = closing;
        Subscriber open = subscriber.get();
        if (open != null) {
            open.close(closing);
        }
    }

    private CloseReason reasonOf(Leases.End end) {
        if (format == null) {
            return CloseReason.ANSWERED;
        }
        return switch (end) {
            case EXPIRED -> CloseReason.TOKEN_EXPIRED;
            case REVOKED -> CloseReason.TOKEN_REVOKED;
            case SIGNED_OUT -> CloseReason.SIGNED_OUT;
        };
    }
}
