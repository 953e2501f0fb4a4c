/**
 * The log in a SQLite database: one file below the data directory.
 *
 * <pre>
 *   append ─► WriteQueue ─► Writer ── a Batch: one transaction for all that wait ──► listener, then Visible, then answers
 *                            │ Appender         channels, entries, keys, publications
 *                            │ Upkeep           retention (Trimmer) and removals (Cutter), in the same transaction
 *                            └ CurrentSession   a new one after a failure
 *   read   ─► Readers ── a connection of its own each, a snapshot ──► Page
 * </pre>
 *
 * <p>The journal is a write-ahead log and {@code synchronous} is {@code FULL}: a transaction that was committed survives the
 * loss of power. The tables are in {@code V1__log.sql}.
 */
@NullMarked
package dev.carillon.log.sqlite;

import org.jspecify.annotations.NullMarked;
