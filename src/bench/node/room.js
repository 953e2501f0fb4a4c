// The peer "Socket.IO": one chat room, as its own guide shows it (socket.join, io.to(room).emit), with the options that cost least.
//
// Natural best settings: one process (the members of a room must be in it), WebSockets at once, no compression, no recovery of
// connections. For quotes there is a room for each symbol, and whoever comes gets the newest ones. These are not volatile: Socket.IO would
// drop the second of two that come together, and the last one is what counts. The adapter encodes a broadcast once. Nobody is told who joins, which costs less than to tell it. Typing
// notices are volatile, so that they are dropped for whoever lags.
'use strict';

const http = require('http');
const { Server } = require(require.resolve('socket.io', { paths: [process.cwd()] }));

const ROOM = 'lobby';
const EVERYBODY = 'everybody';
const port = Number(process.argv[2]);

const newest = new Map(); // quotes by symbol

function quote(given) {
  const before = newest.get(given.symbol);
  const told = {
    symbol: given.symbol,
    price: given.price,
    change: (Number(given.price) - 100).toFixed(2),
    volume: given.volume,
    dayVolume: String(Number(before?.dayVolume ?? 0) + Number(given.volume)),
    time: given.time,
    sequence: given.sequence,
  };
  newest.set(told.symbol, told);
  io.to(told.symbol).emit('quote', told);
}

// Quotes come as a JSON array. Whatever else is asked is answered: the server is there.
const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    if (request.url === '/api/ticker') {
      JSON.parse(Buffer.concat(parts).toString()).forEach(quote);
    }
    response.writeHead(201, { 'Content-Length': 0 });
    response.end();
  });
});

const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
let lastId = 0;

io.on('connection', (socket) => {
  socket.on('watch', (symbols) => {
    socket.join(symbols);
    symbols.filter((symbol) => newest.has(symbol)).forEach((symbol) => socket.emit('quote', newest.get(symbol)));
  });
  const { id, name } = socket.handshake.auth;
  if (!id) {
    // As the tutorials begin: what one emits, everybody is told.
    socket.join(EVERYBODY);
    socket.on('event', (data, acknowledge) => {
      io.to(EVERYBODY).emit('data', data);
      acknowledge();
    });
    return;
  }
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
