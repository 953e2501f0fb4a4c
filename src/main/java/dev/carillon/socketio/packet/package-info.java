/**
 * Packets of Socket.IO, revision 5, as its default parser writes them: text, and bytes that follow it as attachments.
 *
 * <p>Plain Java and {@code jakarta.json}. Bytes in a document are {@link dev.carillon.socketio.packet.Binary}.
 */
@NullMarked
package dev.carillon.socketio.packet;

import org.jspecify.annotations.NullMarked;
