/**
 * The log: the total order of all durable events of a hub, with replay and retention.
 *
 * <p>{@link dev.carillon.log.EventLog} is the seam; each implementation has a package of its own below this one.
 */
@NullMarked
package dev.carillon.log;

import org.jspecify.annotations.NullMarked;
