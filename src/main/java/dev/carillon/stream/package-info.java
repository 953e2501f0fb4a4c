/**
 * Turns an HTTP request into a subscriber: the wire formats, and the two ways of holding a connection.
 *
 * <pre>{@code
 * StreamFilter ─ makes a StreamExchange ─► JAX-RS resource ─► StreamExchange.open ─► Hub.connect
 *      │                                                                               │
 *      └─ after the resource has returned: StreamExchange.start ─► Transport ─► StreamSink.start
 * }</pre>
 *
 * <p>{@link dev.carillon.stream.Transport} is the seam: {@code stream.servlet} works in every container, {@code
 * stream.tomcat} takes less memory and fewer system calls on Tomcat.
 */
@NullMarked
package dev.carillon.stream;

import org.jspecify.annotations.NullMarked;
