package dev.carillon.admin;

import java.time.Instant;

/**
 * What does not change while the server runs.
 *
 * @param version of Carillon
 * @param container the server that it runs in, as that calls itself
 * @param java the version of Java
 */
public record ServerFacts(String version, String container, String java, Instant startedAt) {}
