// The peer "plain Node": http, a map of channels, one prepared buffer for all subscribers of a channel.
//
// Natural best settings: one process (the subscribers of a channel must be in it), no framework, no compression, no log,
// an event encoded once. A batch is written to each response as one buffer, which is more than most servers do.
'use strict';

const http = require('http');
const ticker = require('./ticker');

const port = Number(process.argv[2]);
const channels = new Map();

function subscribe(response, channel) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.write(': welcome\n\n');
  if (!channels.has(channel)) {
    channels.set(channel, new Set());
  }
  const responses = channels.get(channel);
  responses.add(response);
  response.on('close', () => responses.delete(response));
}

function frame(data) {
  return `data: ${data.replace(/\r\n|\r|\n/g, '\ndata: ')}\n\n`;
}

function broadcast(channel, frames) {
  const buffer = Buffer.from(frames);
  for (const response of channels.get(channel) ?? []) {
    response.write(buffer);
  }
}

function publish(channel, body) {
  broadcast(channel, frame(body));
}

function publishAll(body) {
  const joined = new Map();
  for (const { channel, data } of JSON.parse(body)) {
    joined.set(channel, (joined.get(channel) ?? '') + frame(data));
  }
  joined.forEach((frames, channel) => broadcast(channel, frames));
}

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (request.method === 'GET' && url.pathname.startsWith('/api/ticker')) {
    ticker.get(url, response);
    return;
  }
  if (request.method === 'GET') {
    subscribe(response, url.searchParams.get('channel'));
    return;
  }
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString();
    if (url.pathname === '/api/ticker') {
      ticker.publish(body);
      response.writeHead(200, { 'Content-Length': 0 });
      response.end();
      return;
    }
    const channel = url.pathname.split('/')[3];
    if (channel) {
      publish(channel, body);
    } else {
      publishAll(body);
    }
    response.writeHead(201, { 'Content-Length': 0 });
    response.end();
  });
});

server.keepAliveTimeout = 120_000;
server.listen(port, '127.0.0.1');
