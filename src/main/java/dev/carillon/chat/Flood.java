package dev.carillon.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.api.Service;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import dev.carillon.security.Rate;
import dev.carillon.security.TokenBuckets;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps anybody from saying too much at a time: the rate of a person, and the slow mode of a room.
 *
 * <p>Threading: any thread. What it remembers is bounded, and gone after a restart.
 */
@Service
public class Flood {

    private static final int REMEMBERED = 100_000;

    private final TokenBuckets messages;
    private final TokenBuckets newGuests = new TokenBuckets(new Rate(1));
    private final Cache<String, Turn> lastInSlowRoom = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Room.MAX_SLOW_MODE)
            .executor(Runnable::run)
            .build();
    private final InstantSource clock;

    @Inject
    public Flood(ChatSettings settings, InstantSource clock) {
        this.messages = new TokenBuckets(settings.messageRate());
        this.clock = clock;
    }

    /** Counts something that a person writes. */
    public void count(UserId user) {
        Duration wait = messages.take(user.value(), 1);
        if (!wait.isZero()) {
            throw new RateLimitException(
                    Problem.RATE_LIMITED,
                    "One person writes at most " + messages.rate().perSecond() + " messages a second, and "
                            + messages.rate().burst() + " at once (carillon.chat.message-rate).",
                    "This would be more. Nothing was sent.",
                    wait);
        }
    }

    /** Counts somebody who wants a nickname. */
    public void countGuest(String address) {
        Duration wait = newGuests.take(address, 1);
        if (!wait.isZero()) {
            throw new RateLimitException(
                    Problem.RATE_LIMITED,
                    "One address gets at most 1 nickname a second, and 5 at once.",
                    "This would be more.",
                    wait);
        }
    }

    /**
     * Takes the turn of somebody in a room with slow mode; what is returned gives it back. Who sends the same message again, because
     * he got no answer, has his turn already.
     *
     * @param clientId what makes it the same message; null if it is new each time
     */
    public Runnable takeTurn(Room room, Person person, @Nullable String clientId) {
        if (room.slowMode().isZero()) {
            return () -> {};
        }
        String key = room.id().value() + ' ' + person.id().value();
        Instant now = clock.instant();
        Turn own = new Turn(now, clientId);
        Turn taken = lastInSlowRoom
                .asMap()
                .merge(key, own, (before, wanted) -> before.holds(room.slowMode(), now) ? before : wanted);
        if (taken != own && clientId != null && clientId.equals(taken.clientId)) {
            return () -> {};
        }
        if (taken != own) {
            throw new RateLimitException(
                    Problem.SLOW_MODE,
                    "In this room everybody writes once in " + room.slowMode().toSeconds() + " s.",
                    "You have written at " + taken.time + '.',
                    Duration.between(now, taken.time.plus(room.slowMode())).plusMillis(999));
        }
        return () -> lastInSlowRoom.asMap().computeIfPresent(key, (same, last) -> last == own ? null : last);
    }

    /** When somebody has written, and what. Each is another one. */
    private static final class Turn {
        private final Instant time;
        private final @Nullable String clientId;

        Turn(Instant time, @Nullable String clientId) {
            this.time = time;
            this.clientId = clientId;
        }

        boolean holds(Duration slowMode, Instant now) {
            return time.plus(slowMode).isAfter(now);
        }
    }
}
