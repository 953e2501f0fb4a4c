package dev.carillon.boot;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import dev.carillon.security.token.TokenLedger;
import dev.carillon.security.token.TokenRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records about tokens in a channel of the log that only the server can read. The key of an event is the id of the token. */
final class LogTokenLedger implements TokenLedger {

    private static final ChannelName CHANNEL = new ChannelName("~tokens");
    private static final SelectorSet ITS_EVENTS = SelectorSet.of(CHANNEL.value());
    private static final PageLimit PAGE = new PageLimit(1024, 1 << 20);

    /** Nobody reads who was away, so what was forgotten can go soon. */
    private static final Retention REMOVALS =
            new Retention(Retention.UNLIMITED, Retention.UNLIMITED, Duration.ofHours(24));

    /** A commit takes milliseconds; the log itself refuses what waits for too long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLog log;
    private final InstantSource clock;

    LogTokenLedger(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** The policy with a rule for the ledger before the first one that would count for it, so that no setting can lose it. */
    static RetentionPolicy keptBy(RetentionPolicy policy) {
        List<RetentionRule> rules = new ArrayList<>(policy.rules());
        rules.add(policy.indexFor(CHANNEL), new RetentionRule(Selector.of(CHANNEL), REMOVALS, true));
        return new RetentionPolicy(rules);
    }

    @Override
    public List<TokenRecord> read() {
        Map<String, TokenRecord> records = new LinkedHashMap<>();
        long after = 0;
        long end = log.head().offset();
        while (after < end) {
            Page page = log.read(after, ITS_EVENTS, PAGE);
            for (Entry entry : page.entries()) {
                Event event = entry.event();
                String id = String.valueOf(event.key());
                if (event.isTombstone()) {
                    records.remove(id);
                } else {
                    records.put(id, TokenRecordJson.read(id, event.payload().text()));
                }
            }
            after = page.through();
        }
        return List.copyOf(records.values());
    }

    @Override
    public void keep(TokenRecord record) {
        append(List.of(event(record.id(), TokenRecordJson.write(record))));
    }

    @Override
    public void forget(Collection<String> ids) {
        append(ids.stream().map(id -> event(id, "")).toList());
    }

    private Event event(String id, String json) {
        Payload payload = json.isEmpty() ? Payload.text("") : Payload.json(json);
        return Event.of(CHANNEL, payload, clock.instant()).withKey(id);
    }

    private void append(List<Event> events) {
        Future<?> appended = log.append(new Append(events, null)).toCompletableFuture();
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
