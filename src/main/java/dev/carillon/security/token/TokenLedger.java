package dev.carillon.security.token;

import java.util.Collection;
import java.util.List;

/**
 * Keeps what the hub must know about tokens after a restart.
 *
 * <p>Threading: one call at a time. A call may wait for a disk, and fails with a {@link dev.carillon.event.HubException} if
 * nothing was kept.
 */
public interface TokenLedger {

    /** The newest record of each id. */
    List<TokenRecord> read();

    /** Returns once it is safe. */
    void keep(TokenRecord record);

    /** Drops the records of these ids. */
    void forget(Collection<String> ids);
}
