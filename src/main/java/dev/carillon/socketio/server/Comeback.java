package dev.carillon.socketio.server;

import dev.carillon.event.EventId;
import dev.carillon.event.InvalidEventIdException;
import dev.carillon.event.RateLimitException;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Gap;
import dev.carillon.hub.Start;
import dev.carillon.hub.StartingPoint;
import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import dev.carillon.socketio.Auth;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a socket begins: it is new, or it was here before and goes on.
 *
 * @param key under which it may come back; null if it cannot
 * @param socket what it was; empty if it is new
 * @param gap what it has missed for good, as far as that is known
 * @param onLive is run when it has got what it missed
 * @param asked whether its client wanted to go on
 */
record Comeback(
        @Nullable String key,
        Optional<Recovery.Remembered> socket,
        Start start,
        Optional<Gap> gap,
        Runnable onLive,
        boolean asked) {

    /**
     * Places after the client's at which it has joined something. Each is a read of the log; a client that gets an event now and then has
     * one or two.
     */
    private static final int MAX_STEPS = 32;

    private static final Start LIVE = new Start.Live();
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    /** Its client comes back by itself only if the connection ends. */
    static final class ComeBackLaterException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private ComeBackLaterException(RateLimitException cause) {
            super(cause);
        }
    }

    /** Cannot come back. */
    static final Comeback NEW = new Comeback(null, Optional.empty(), LIVE, Optional.empty(), () -> {}, false);

    /** As its CONNECT packet says. May wait for the log. */
    static Comeback find(SocketServer server, Served served, Caller caller, Origin origin, Auth auth) {
        if (!served.recovers) {
            return NEW;
        }
        String key = auth.text("pid");
        boolean asked = !key.isEmpty();
        Comeback anew = new Comeback(server.newId(), Optional.empty(), LIVE, Optional.empty(), () -> {}, asked);
        if (!asked) {
            return anew;
        }
        return server.surroundings()
                .recovery()
                .find(key)
                .filter(was -> was.namespace().equals(served.name)
                        && was.subject().equals(caller.subject())
                        && mayListen(served, caller, was))
                .map(was -> again(server, served, origin, auth, was, anew))
                .orElse(anew);
    }

    private static boolean mayListen(Served served, Caller caller, Recovery.Remembered was) {
        return !served.behaviour.channelEvents().isByGrants() || caller.grants().maySubscribe(was.listensTo());
    }

    private static Comeback again(
            SocketServer server, Served served, Origin origin, Auth auth, Recovery.Remembered was, Comeback anew) {
        Belongings belongings = new Belongings();
        belongings.take(was);
        EventId from = offset(auth, was);
        if (from == null) {
            return anew;
        }
        SelectorSet all = belongings.everything(served);
        SelectorSet gone =
                was.listensTo().minus(served.behaviour.channelEvents().existing(was.listensTo()));
        Start start = server.surroundings().hub().locate(all.minus(gone), new StartingPoint.After(from));
        if (start instanceof Start.After after && after.gap().isPresent()) {
            return new Comeback(anew.key, Optional.empty(), LIVE, after.gap(), () -> {}, true);
        }
        if (!from.epoch().equals(was.begin().epoch()) || belongings.stepsAfter(from.offset()) > MAX_STEPS) {
            return anew;
        }
        try {
            Runnable over = admitReplay(server, start, origin);
            return new Comeback(was.key(), Optional.of(was), start, Optional.empty(), over, true);
        } catch (RateLimitException full) {
            throw new ComeBackLaterException(full);
        }
    }

    /** A client that has got no event yet names none. What was sent before he came is not his, whatever he names. */
    private static @Nullable EventId offset(Auth auth, Recovery.Remembered was) {
        String offset = auth.text("offset");
        EventId begin = was.begin();
        if (offset.isEmpty()) {
            return begin;
        }
        try {
            EventId named = EventId.parse(offset);
            return named.epoch().equals(begin.epoch()) && named.offset() < begin.offset() ? begin : named;
        } catch (InvalidEventIdException notOurs) {
            return null;
        }
    }

    JsonObject answer(String sid) {
        return key == null
                ? BUILDERS.createObjectBuilder().add("sid", sid).build()
                : BUILDERS.createObjectBuilder().add("sid", sid).add("pid", key).build();
    }

    /** Takes a place among the readers of the past for one who begins there; what is returned gives it back. */
    static Runnable admitReplay(SocketServer server, Start start, Origin origin) {
        boolean past = start instanceof Start.After after
                && after.offset() < server.surroundings().hub().head().offset();
        return past ? server.surroundings().replays().begin(origin) : () -> {};
    }
}
