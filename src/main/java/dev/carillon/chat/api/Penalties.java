package dev.carillon.chat.api;

import dev.carillon.api.JsonBody;
import dev.carillon.api.Service;
import dev.carillon.chat.model.Penalty;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** What a moderator sends: {@code {"reason","seconds"}}. */
@Service
public class Penalties {

    /** Long enough to be noticed, and to cool down. */
    private static final long KICK_SECONDS = 60;

    private static final Duration LONGEST = Duration.ofDays(366);

    private final InstantSource clock;

    @Inject
    public Penalties(InstantSource clock) {
        this.clock = clock;
    }

    /** Without seconds for good. */
    Penalty of(String body) {
        JsonBody json = JsonBody.of(body, Set.of("reason", "seconds"));
        return penalty(json, seconds(json));
    }

    /** Without seconds for a minute. */
    Penalty kick(String body) {
        JsonBody json = JsonBody.of(body, Set.of("reason", "seconds"));
        return penalty(json, Optional.of(seconds(json).orElse(KICK_SECONDS)));
    }

    private Penalty penalty(JsonBody json, Optional<Long> seconds) {
        Reason reason = new Reason(json.text("reason").orElse(""));
        return new Penalty(
                seconds.map(time -> clock.instant().plusSeconds(time)).orElse(null), reason.value());
    }

    private static Optional<Long> seconds(JsonBody json) {
        Optional<Long> seconds = json.number("seconds");
        if (seconds.isPresent() && (seconds.get() < 1 || seconds.get() > LONGEST.toSeconds())) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "seconds is 1 to " + LONGEST.toSeconds() + ".",
                    "It is " + seconds.get() + ".",
                    "Leave it out for good.");
        }
        return seconds;
    }

    static JsonObjectBuilder banned(Standing standing) {
        JsonObjectBuilder json = ChatJson.person(standing.person());
        Penalty ban = standing.ban();
        ChatJson.time(json, "bannedUntil", ban == null ? null : ban.until());
        return json.add("reason", ban == null ? "" : ban.reason());
    }
}
