/** The chat for clients of Socket.IO: the same rooms, rights and limits as {@code /api/chat}. */
@NullMarked
package dev.carillon.chat.socketio;

import org.jspecify.annotations.NullMarked;
