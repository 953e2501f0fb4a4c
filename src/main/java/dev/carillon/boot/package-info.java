/** Reads the settings, puts everything together, starts it and stops it. The only package that knows all others. */
@NullMarked
package dev.carillon.boot;

import org.jspecify.annotations.NullMarked;
