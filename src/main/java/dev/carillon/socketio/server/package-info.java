/** Clients and their sockets: what the protocol asks of a server, on top of a session of Engine.IO and the hub. */
@NullMarked
package dev.carillon.socketio.server;

import org.jspecify.annotations.NullMarked;
