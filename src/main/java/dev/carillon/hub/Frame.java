package dev.carillon.hub;

/**
 * An event encoded once for one wire format. Everybody shares it.
 *
 * @param bytes never changed
 * @param offset whoever has got the frame has seen everything in the log up to here
 * @param durable whether the log holds the event, so that a reader who missed the frame can still get it
 */
record Frame(@SuppressWarnings("ArrayRecordComponent") byte[] bytes, long offset, boolean durable) {}
