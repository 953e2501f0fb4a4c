package dev.carillon.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;

/** Keeps channels that belong to the server itself from outside callers. */
final class Reserved {

    private Reserved() {}

    static void refuse(boolean reserved, String name) {
        if (reserved) {
            throw new InvalidRequestException(
                    Problem.RESERVED_CHANNEL,
                    "Channels that begin with '~' or whose first segment is 'admin' belong to the server.",
                    InvalidRequestException.quote(name) + " is one of them.",
                    "Choose another name.");
        }
    }
}
