/**
 * Looks after connections on Payara, whose HTTP server is Grizzly.
 *
 * <p>The only package that knows Grizzly's classes. It is loaded only where they exist.
 */
@NullMarked
package dev.carillon.stream.grizzly;

import org.jspecify.annotations.NullMarked;
