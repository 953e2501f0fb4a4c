package dev.carillon.api;

/**
 * Limits of the HTTP contract that are not the hub's.
 *
 * @param maxSelectors of one subscription
 */
public record ApiSettings(int maxSelectors) {}
