/** The HTTP contract in JAX-RS: resources that translate, and the mapping of every error to RFC 9457. */
@NullMarked
package dev.carillon.api;

import org.jspecify.annotations.NullMarked;
