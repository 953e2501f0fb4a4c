/** A resource as the Jakarta REST specification writes it; it knows nothing of the hub. */
@NullMarked
package dev.carillon.clock;

import org.jspecify.annotations.NullMarked;
