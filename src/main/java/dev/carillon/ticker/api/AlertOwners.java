package dev.carillon.ticker.api;

import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.security.Caller;
import dev.carillon.security.SubjectNames;
import dev.carillon.ticker.model.Owner;
import jakarta.servlet.http.HttpServletRequest;

/** Who has alerts: whoever says who he is. */
final class AlertOwners {

    private AlertOwners() {}

    static Owner of(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        if (caller.isAnonymous()) {
            throw new UnauthenticatedException(
                    Problem.UNAUTHENTICATED,
                    "Alerts are for people with a token.",
                    "The request does not say who you are.",
                    "Send a token in Authorization: Bearer, or sign in with POST /api/session.");
        }
        return new Owner(SubjectNames.of(caller.subject()));
    }
}
