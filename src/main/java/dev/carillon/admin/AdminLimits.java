package dev.carillon.admin;

import java.time.Duration;

/**
 * Settings of the administration.
 *
 * @param backups copies of the log that are kept
 * @param maxTokenLifetime for how long a token may be minted
 */
public record AdminLimits(int backups, Duration maxTokenLifetime) {}
