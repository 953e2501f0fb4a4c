package dev.carillon.admin;

import dev.carillon.api.admin.AdminBody;
import dev.carillon.api.admin.BadRequest;
import dev.carillon.api.admin.Times;
import dev.carillon.event.SelectorSet;
import dev.carillon.security.Grants;
import dev.carillon.security.token.Grant;
import java.time.Duration;
import java.util.List;

/** Reads what a new token is to say. */
final class TokenRequest {

    private TokenRequest() {}

    /** The subject is the name, where the request does not say who it is. */
    static Grant grant(AdminBody body, Duration maxLifetime) {
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
        return new Grant(name, body.text("subject").orElse(name), grants, lifetime);
    }

    private static SelectorSet selectors(List<String> selectors) {
        return SelectorSet.of(selectors.toArray(String[]::new));
    }
}
