package dev.carillon.boot;

import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Payload;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.security.audit.Act;
import dev.carillon.security.audit.AuditTrail;
import dev.carillon.security.audit.Findings;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The audit trail in the hub's log. It appends to the log itself: a hub that is behind makes publishers wait, but not
 * administrators, who may be about to help it.
 *
 * <p>Threading: any thread.
 */
final class LogAuditTrail implements AuditTrail {

    private static final System.Logger LOGGER = System.getLogger(LogAuditTrail.class.getName());

    private final EventLog log;
    private final InstantSource clock;

    LogAuditTrail(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public <T> T keep(Act act, Function<Findings, T> deed) {
        String key = newKey();
        append(act, key, document(act, "accepted"));
        Findings findings = new Findings();
        T result;
        try {
            result = deed.apply(findings);
        } catch (HubException refusal) {
            appendEnd(
                    act,
                    key,
                    document(act, "failed")
                            .add("problem", refusal.problem().slug())
                            .add("result", object(findings.values())));
            throw refusal;
        } catch (RuntimeException | Error failure) {
            appendEnd(act, key, document(act, "failed").add("result", object(findings.values())));
            throw failure;
        }
        appendEnd(act, key, document(act, "done").add("result", object(findings.values())));
        return result;
    }

    @Override
    public Event event(Act act) {
        return event(act, newKey(), document(act, "done"));
    }

    @Override
    public void note(Act act) {
        append(act, newKey(), document(act, "done"));
    }

    /** In a compacted channel each act would stay. */
    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static JsonObjectBuilder document(Act act, String outcome) {
        JsonObjectBuilder by = Json.createObjectBuilder()
                .add("subject", act.caller().subject())
                .add("name", act.caller().name());
        String tokenId = act.caller().tokenId();
        if (tokenId != null) {
            by.add("tokenId", tokenId);
        }
        return Json.createObjectBuilder()
                .add("act", act.type())
                .add("outcome", outcome)
                .add("by", by)
                .add("address", act.address())
                .add("what", object(act.what()));
    }

    private static JsonObjectBuilder object(Map<String, Object> values) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        values.forEach((name, value) -> {
            if (value instanceof Boolean truth) {
                object.add(name, truth);
            } else if (value instanceof Long number) {
                object.add(name, number);
            } else if (value instanceof List<?> list) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                list.forEach(item -> array.add(String.valueOf(item)));
                object.add(name, array);
            } else {
                object.add(name, String.valueOf(value));
            }
        });
        return object;
    }

    /** The act is done, and that it was begun is kept; to refuse it now would tell the caller something wrong. */
    private void appendEnd(Act act, String key, JsonObjectBuilder document) {
        try {
            append(act, key, document);
        } catch (LogUnavailableException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the end of an act is missing in the audit trail act=" + act.type(),
                    e);
        }
    }

    private void append(Act act, String key, JsonObjectBuilder document) {
        try {
            log.append(Append.of(event(act, key, document)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LogUnavailableException unavailable) {
                throw unavailable;
            }
            throw new LogUnavailableException("The audit trail cannot be written.", e);
        }
    }

    private Event event(Act act, String key, JsonObjectBuilder document) {
        return Event.of(CHANNEL, Payload.json(document.build().toString()), clock.instant())
                .withType(act.type())
                .withKey(key);
    }
}
