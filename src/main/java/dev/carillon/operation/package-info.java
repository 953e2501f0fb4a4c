/** What machines ask of a server: whether it lives, whether it takes requests, and what it counts. */
@NullMarked
package dev.carillon.operation;

import org.jspecify.annotations.NullMarked;
