package dev.carillon.engineio;

import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import java.time.Instant;
import java.util.Map;

/**
 * The request that opened a session.
 *
 * @param caller who sent it, by its cookie or its bearer token
 * @param origin as limits count it
 * @param query what stands behind the question mark, as it was sent; empty if there is nothing
 * @param cookies by their names, the first of each
 * @param time when it came
 */
public record Handshake(Caller caller, Origin origin, String query, Map<String, String> cookies, Instant time) {

    public Handshake {
        cookies = Map.copyOf(cookies);
    }
}
