/** Socket.IO without a network: a {@link dev.carillon.socketio.SocketWorld} serves beans, and a {@link dev.carillon.socketio.FakeClient} talks to them. */
package dev.carillon.socketio;
