/**
 * WebSockets by means of the Jakarta WebSocket specification alone, in every container.
 *
 * <p>The only package that knows {@code jakarta.websocket}. It is loaded only where a container has it.
 */
@NullMarked
package dev.carillon.engineio.websocket;

import org.jspecify.annotations.NullMarked;
