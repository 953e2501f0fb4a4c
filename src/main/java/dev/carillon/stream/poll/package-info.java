/**
 * Polls that wait: a sink that takes one chunk from the feed of the NDJSON streams and is done, and the JSON document that is
 * made of it. So a poll that waits is a subscriber like any other, and an event is encoded once for all of them.
 */
@NullMarked
package dev.carillon.stream.poll;

import org.jspecify.annotations.NullMarked;
