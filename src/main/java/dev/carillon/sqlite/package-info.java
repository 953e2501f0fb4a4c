/**
 * Databases of features: SQLite files of their own in the data directory, or in memory. (The log has its own way, in {@code
 * log.sqlite}.)
 *
 * <pre>
 *   write ─► Database ── Pool of 1 ──┐
 *                                    ├─ Session ─► DatabaseFile: the file, its tables as of a Schema
 *   read  ─►          ── Pool of n ──┘
 * </pre>
 */
@NullMarked
package dev.carillon.sqlite;

import org.jspecify.annotations.NullMarked;
