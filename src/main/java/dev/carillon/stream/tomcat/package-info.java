/**
 * Holds connections on Tomcat with a tenth of the memory, and writes straight to the socket.
 *
 * <p>The only package that knows Tomcat's classes. It is loaded only where they exist.
 */
@NullMarked
package dev.carillon.stream.tomcat;

import org.jspecify.annotations.NullMarked;
