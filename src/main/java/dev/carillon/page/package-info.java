/** The files of the pages: what browsers may keep of them, and how they are compressed, in whatever container the WAR is. */
@NullMarked
package dev.carillon.page;

import org.jspecify.annotations.NullMarked;
