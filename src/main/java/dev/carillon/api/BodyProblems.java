package dev.carillon.api;

import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a body, whatever it says. */
final class BodyProblems {

    private BodyProblems() {}

    /** {@code time} is what a body has. */
    static HubException late(Duration time) {
        return new InvalidRequestException(
                Problem.REQUEST_TIMEOUT,
                "The body of a request arrives within " + time.toMillis() + " ms (carillon.request.body-time).",
                "This one did not.",
                "Send it at once. Nothing of it was kept.");
    }

    static HubException broken() {
        return new InvalidRequestException(
                Problem.BAD_REQUEST,
                "A body has the length that its request declares, or well-formed chunks.",
                "This one ended before, or its chunks are not well-formed.",
                "Send it again. Nothing of it was kept.");
    }

    static HubException busy() {
        return new HubBusyException("Too many requests have not sent all of their body.", Duration.ofSeconds(1));
    }

    static HubException unexpected() {
        return new InvalidRequestException(
                Problem.BAD_REQUEST,
                "Only requests to the API and to /socket.io/ have a body.",
                "This one has one.",
                "Leave it out.");
    }

    /** Whether reading failed because the container's own timeout ended: Tomcat throws the one, Payara's Grizzly wraps the other. */
    static boolean isSilence(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
