/**
 * Engine.IO, revision 4: a connection that both sides can write to, over HTTP long polling or WebSocket.
 *
 * <p>A client has one {@link dev.carillon.engineio.Session}, whatever it is held by right now. What is written to it are whole WebSocket
 * frames ({@link dev.carillon.engineio.Frames}), because a server's frames are the same for every client: a shard joins them into
 * chunks and a socket takes these as they are. The other transports take the frames apart again.
 */
@NullMarked
package dev.carillon.engineio;

import org.jspecify.annotations.NullMarked;
