/** How a server is: whether it lives, whether it takes requests, and what it counts, for machines and for administrators. */
@NullMarked
package dev.carillon.operation;

import org.jspecify.annotations.NullMarked;
