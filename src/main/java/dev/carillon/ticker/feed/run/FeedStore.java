package dev.carillon.ticker.feed.run;

import dev.carillon.api.Service;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import dev.carillon.ticker.TickerChannels;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps what administrators have changed, in one append with the audit. As the audit trail it appends to the log itself: a hub that is
 * behind does not make those wait who may be about to stop a feed.
 *
 * <p>Threading: any thread; every method waits for the log.
 */
@Service
public class FeedStore {

    private static final System.Logger LOGGER = System.getLogger(FeedStore.class.getName());
    private static final SelectorSet ITS_EVENTS = SelectorSet.of(TickerChannels.FEEDS.value());
    private static final PageLimit PAGE = new PageLimit(512, 1 << 20);

    /** A commit takes milliseconds; the log itself refuses what waits for too long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLog log;
    private final AuditTrail audit;
    private final InstantSource clock;

    @Inject
    public FeedStore(EventLog log, AuditTrail audit, InstantSource clock) {
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    Map<FeedName, Kept> read() {
        Map<FeedName, Kept> kept = new TreeMap<>();
        long after = 0;
        long end = log.head().offset();
        while (after < end) {
            Page page = log.read(after, ITS_EVENTS, PAGE);
            for (Entry entry : page.entries()) {
                read(entry.event(), kept);
            }
            after = page.through();
        }
        return kept;
    }

    /** What another version has written, and this one cannot read, does not keep the server from starting. */
    private static void read(Event event, Map<FeedName, Kept> kept) {
        try {
            FeedName name = new FeedName(String.valueOf(event.key()));
            if (event.isTombstone()) {
                kept.remove(name);
            } else {
                kept.put(name, Kept.parse(event.payload().text()));
            }
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "what is kept of a feed cannot be read feed=" + event.key(), e);
        }
    }

    void keep(FeedName name, Kept kept, Act act) {
        append(name, Payload.json(kept.json()), act);
    }

    void forget(FeedName name, Act act) {
        append(name, Payload.text(""), act);
    }

    private void append(FeedName name, Payload payload, Act act) {
        Event event = Event.of(TickerChannels.FEEDS, payload, clock.instant()).withKey(name.value());
        Future<?> appended =
                log.append(new Append(List.of(event, audit.event(act)), null)).toCompletableFuture();
        try {
            appended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HubException refusal ? refusal : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new LogUnavailableException("The log does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("The server is stopping.", e);
        }
    }
}
