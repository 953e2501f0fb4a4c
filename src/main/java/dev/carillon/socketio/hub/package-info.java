/** The namespace {@code /}: the hub itself, for clients of Socket.IO. */
@NullMarked
package dev.carillon.socketio.hub;

import org.jspecify.annotations.NullMarked;
