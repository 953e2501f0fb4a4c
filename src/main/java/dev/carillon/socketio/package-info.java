/**
 * Socket.IO, revision 5: how a bean serves a namespace. {@code docs/socketio.md} has examples.
 *
 * <pre>
 *   engineio.Session ─► server.Client ─ packet.PacketDecoder ─► server.ClientSocket ─► bean.NamespaceBean ─► a bean with @Namespace
 *                                                                     │  ▲
 *                            session's sink ◄─ hub's Subscriber ◄─────┘  └─ acknowledgements
 *                                                   ▲
 *            Broadcast.emit ─► Hub.publish ─► server.NamespaceFormat: encoded once for all sockets of a namespace
 * </pre>
 */
@NullMarked
package dev.carillon.socketio;

import org.jspecify.annotations.NullMarked;
