package dev.carillon.hub;

import dev.carillon.event.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How one connection stood when it was looked at.
 *
 * @param id later connections have larger ones
 * @param selectors what it listens to
 * @param format the name of its wire format
 * @param age how long it has been there
 * @param lag events that wait for it; while it is replaying, entries of the log that it has not looked at yet, of all
 *     channels
 * @param replaying it reads the log
 * @param blocked for how long it has taken nothing; empty if it takes what comes
 */
public record ConnectionState(
        long id,
        Peer peer,
        Set<Selector> selectors,
        String format,
        Duration age,
        long lag,
        boolean replaying,
        Optional<Duration> blocked) {

    public ConnectionState {
        selectors = Set.copyOf(selectors);
    }
}
