package dev.carillon.admin;

import dev.carillon.event.SelectorSet;
import dev.carillon.security.Grants;
import java.time.Duration;
import java.util.List;

/**
 * A token that somebody wants to have.
 *
 * @param subject who will send it; the name, where the request does not say
 */
record TokenRequest(String name, String subject, Grants grants, Duration lifetime) {

    static TokenRequest of(AdminBody body, Duration maxLifetime) {
        String name = body.requiredText("name");
        Grants grants =
                new Grants(selectors(body.texts("publish")), selectors(body.texts("subscribe")), body.isTrue("admin"));
        Duration lifetime = Times.duration("lifetime", body.requiredText("lifetime"));
        if (lifetime.compareTo(maxLifetime) > 0) {
            throw BadRequest.of(
                    "A token lives for at most " + maxLifetime + ", as carillon.auth.max-lifetime says.",
                    "This one would live for " + lifetime + ".",
                    "Name a shorter \"lifetime\".");
        }
        return new TokenRequest(name, body.text("subject").orElse(name), grants, lifetime);
    }

    private static SelectorSet selectors(List<String> selectors) {
        return SelectorSet.of(selectors.toArray(String[]::new));
    }
}
