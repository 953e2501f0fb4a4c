/** A log without a disk: for tests, and for hubs whose events may be forgotten when the server stops. */
@NullMarked
package dev.carillon.log.memory;

import org.jspecify.annotations.NullMarked;
