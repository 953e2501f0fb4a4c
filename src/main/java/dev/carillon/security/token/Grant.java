package dev.carillon.security.token;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.Grants;
import java.time.Duration;

/**
 * What a new token is to say. Anything that no token can say is refused with {@link InvalidRequestException}.
 *
 * @param name what people call whoever has it
 * @param subject who that is
 * @param lifetime a second to 366 days; parts of a second are dropped
 */
public record Grant(String name, String subject, Grants grants, Duration lifetime) {

    public Grant {
        TokenLimits.requireLabel("name", name);
        TokenLimits.requireLabel("subject", subject);
        TokenLimits.requireGrants(grants);
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(TokenLimits.LONGEST_LIFE) > 0) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A token lives for 1 second to " + TokenLimits.LONGEST_LIFE.toDays() + " days.",
                    "This one would live for " + lifetime + ".",
                    "Name another time.");
        }
    }
}
