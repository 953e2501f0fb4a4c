// The ticker of the peer "plain Node": the newest quote of each symbol in a map, and three ways to get it.
//
// Natural best settings: a quote is encoded once, what a batch brings a reader is one write, and a reader whose connection is full
// gets the newest quotes when it is writable again.
'use strict';

const newest = new Map(); // symbol -> { frame, json, version, watchers }
let version = 0;

function entry(symbol) {
  if (!newest.has(symbol)) {
    newest.set(symbol, { json: null, frame: null, version: 0, watchers: new Set() });
  }
  return newest.get(symbol);
}

function flush(reader) {
  if (reader.changed.size === 0 || reader.response.writableNeedDrain) {
    return;
  }
  let frames = '';
  for (const quote of reader.changed) {
    frames += quote.frame;
  }
  reader.changed.clear();
  reader.response.write(frames);
}

function push(response, symbols) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  const entries = symbols.map(entry);
  const reader = { response, changed: new Set(entries.filter((quote) => quote.json)) };
  entries.forEach((quote) => quote.watchers.add(reader));
  response.on('drain', () => flush(reader));
  response.on('close', () => entries.forEach((quote) => quote.watchers.delete(reader)));
  response.flushHeaders();
  flush(reader);
}

function answer(response, quotes) {
  const last = quotes.reduce((most, quote) => Math.max(most, quote.version), 0);
  const body = `{"version":${last},"quotes":[${quotes.map((quote) => quote.json).join(',')}]}`;
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ETag: `"${last}"` });
  response.end(body);
}

function poll(response, symbols, after, seconds) {
  const entries = symbols.map(entry);
  const quotes = entries.filter((quote) => quote.version > after);
  if (quotes.length > 0) {
    answer(response, quotes);
    return;
  }
  const nothing = () => {
    response.writeHead(304);
    response.end();
  };
  if (!seconds) {
    nothing();
    return;
  }
  const timer = setTimeout(() => end(nothing), seconds * 1000);
  const waiter = { answer: () => end(() => answer(response, entries.filter((quote) => quote.version > after))) };
  const end = (act) => {
    clearTimeout(timer);
    entries.forEach((quote) => quote.watchers.delete(waiter));
    act();
  };
  entries.forEach((quote) => quote.watchers.add(waiter));
  response.on('close', () => clearTimeout(timer));
}

/** Takes a JSON array of quotes; their version. */
function publish(body) {
  const readers = new Set();
  for (const given of JSON.parse(body)) {
    const quote = entry(given.symbol);
    const last = quote.json === null ? { price: given.price, dayVolume: 0 } : quote.given;
    const dayVolume = last.dayVolume + Number(given.volume);
    const told = {
      symbol: given.symbol,
      price: given.price,
      change: (Number(given.price) - 100).toFixed(2),
      volume: given.volume,
      dayVolume: String(dayVolume),
      time: given.time,
      sequence: given.sequence,
    };
    quote.given = { dayVolume };
    quote.version = ++version;
    quote.json = JSON.stringify(told);
    quote.frame = `event: quote\ndata: ${quote.json}\n\n`;
    for (const reader of quote.watchers) {
      readers.add(reader);
      reader.changed?.add(quote);
    }
  }
  for (const reader of readers) {
    if (reader.answer) {
      reader.answer();
    } else {
      flush(reader);
    }
  }
  return version;
}

function get(url, response) {
  const symbols = url.searchParams.get('symbols').split(',');
  if (url.pathname.endsWith('/events')) {
    push(response, symbols);
  } else {
    poll(response, symbols, Number(url.searchParams.get('after') ?? 0), Number(url.searchParams.get('wait') ?? 0));
  }
}

module.exports = { get, publish };
