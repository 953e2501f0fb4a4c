package dev.carillon.socketio;

import java.util.Optional;

/**
 * Sends to those who are connected from anywhere, for instance from a JAX-RS resource. Can be injected.
 *
 * <p>Threading: any thread.
 */
public interface Namespaces {

    /** Everybody in a namespace. */
    Broadcast of(String namespace);

    /** One who is connected to this server. */
    Optional<Socket> socket(String namespace, String id);

    /** How many are connected to this server. */
    int count(String namespace);
}
