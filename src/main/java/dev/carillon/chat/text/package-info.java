/**
 * What people write and are called: values that cannot be wrong, words, mentions, and names that look alike.
 *
 * <p>Plain Java and ICU, which only this package knows. A character is what a person takes for one, a grapheme cluster
 * (Unicode TR 29), unless a code point is named. ICU's data decide and not the JDK's, which are older.
 *
 * <p>Threading: everything here may be called by any thread. ICU's break iterators are not safe for that, so each call clones one
 * from a prototype that is never used itself (a few microseconds). They are not kept for each thread, because that would hold the
 * application's class loader after a redeployment.
 */
@NullMarked
package dev.carillon.chat.text;

import org.jspecify.annotations.NullMarked;
