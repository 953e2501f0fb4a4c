/**
 * WebSockets on Tomcat with a tenth of the memory: the connection is taken over, as {@code stream.tomcat} does, and a chunk of the hub is
 * written to the socket as it is.
 *
 * <p>With {@code stream.tomcat} the only package that knows Tomcat's classes. It is loaded only where they exist.
 */
@NullMarked
package dev.carillon.engineio.tomcat;

import org.jspecify.annotations.NullMarked;
