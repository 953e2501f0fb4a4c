/** Who calls, from where, and how much they may take. */
@NullMarked
package dev.carillon.security;

import org.jspecify.annotations.NullMarked;
