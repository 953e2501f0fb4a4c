/**
 * What was said in rooms, in a form that can be paged and searched: a projection of the event log, in a SQLite database of
 * its own.
 *
 * <pre>
 *   apply  ─► Projection ── one transaction ──► chat.db     Messages    what was said, edited and deleted
 *                                                │          Reactions   and what others feel about it
 *   read   ◄─ Queries, Search ◄── 3 readers ─────┘          People      who is there, and how far he has read
 * </pre>
 *
 * <p>The file holds nothing that the log does not have, so it may be deleted whenever nobody has it open: {@link
 * dev.carillon.chat.archive.MessageArchive#place} is then the beginning, and the caller applies the log from there. Its
 * tables are in {@code archive.sql}; there are no migrations, a file with other tables is made anew.
 */
@NullMarked
package dev.carillon.chat.archive;

import org.jspecify.annotations.NullMarked;
