// The peer "Socket.IO": one chat room, as its own guide shows it (socket.join, io.to(room).emit), with the options that cost least.
//
// Natural best settings: one process (the members of a room must be in it), WebSockets at once, no compression, no recovery of
// connections. The adapter encodes a broadcast once. Nobody is told who joins, which costs less than to tell it. Typing
// notices are volatile, so that they are dropped for whoever lags.
'use strict';

const http = require('http');
const { Server } = require(require.resolve('socket.io', { paths: [process.cwd()] }));

const ROOM = 'lobby';
const port = Number(process.argv[2]);

// Whatever is asked is answered: the server is there.
const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(201, { 'Content-Length': 0 });
    response.end();
  });
});

const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
let lastId = 0;

io.on('connection', (socket) => {
  const { id, name } = socket.handshake.auth;
  const user = { id, name, guest: false };
  socket.join(ROOM);
  socket.emit('chat-room-connected', { you: user, online: io.engine.clientsCount });
  socket.on('new-message', (text, acknowledge) => {
    const message = { id: String(++lastId), author: user, text };
    io.to(ROOM).emit('new-message', message);
    acknowledge({ id: message.id });
  });
  socket.on('typing', () => io.to(ROOM).volatile.emit('typing', { user, seconds: 6 }));
});

server.listen(port, '127.0.0.1');
