/**
 * What sockets had, in a SQLite database of its own ({@code socketio.db}), so that their clients find it after a kill of the server.
 * Written behind, in batches; what is lost by that is that a client begins anew.
 */
@NullMarked
package dev.carillon.socketio.recovery;

import org.jspecify.annotations.NullMarked;
