package dev.carillon.bench.load;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.TickerMode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All readers of quotes, and what they do by the clock. Threading: the generator's one thread. */
final class TickerAudience implements Closeable {
    /** As in {@link Audience}. */
    private static final int MAX_OPENING = 50;

    private static final long MAX_OPENING_NANOS = 120_000_000_000L;
    private static final long WAIT_NANOS = 10_000_000;

    /** 4 KB a second. */
    private static final int SIP_BYTES = 1_024;

    private static final long SIP_NANOS = 250_000_000L;
    private static final long POLL_NANOS = 1_000_000_000L;
    private static final double MAX_RATE = 2;

    private final EventLoop loop;
    private final Settings settings;
    private final Holdings holdings;
    private final QuoteReader.ReaderTally tally = new QuoteReader.ReaderTally();
    private final List<QuoteReader> readers = new ArrayList<>();
    private boolean sipping;
    private long nextSipNanos;
    private long nextPollNanos;
    private int nextPoll;
    private long closedBefore;

    TickerAudience(EventLoop loop, Settings settings, Holdings holdings) {
        this.loop = loop;
        this.settings = settings;
        this.holdings = holdings;
    }

    /** All readers, a few at a time; returns when each has been answered. */
    void connect() throws IOException {
        long deadline = System.nanoTime() + MAX_OPENING_NANOS;
        List<QuoteReader> opening = new ArrayList<>();
        while (readers.size() < holdings.readers() || !opening.isEmpty()) {
            if (readers.size() < holdings.readers() && opening.size() < MAX_OPENING) {
                QuoteReader reader = open(readers.size());
                readers.add(reader);
                opening.add(reader);
            } else {
                loop.turn(WAIT_NANOS);
                opening.removeIf(QuoteReader::open);
                reopen(opening);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(opening.size() + " readers were not answered in time");
            }
        }
        nextPollNanos = System.nanoTime();
    }

    /** From now on those who are slow read slowly, or all read as fast as they can. */
    void slowDown(boolean slowly) {
        sipping = slowly;
        nextSipNanos = System.nanoTime();
        for (QuoteReader reader : readers) {
            if (reader.slow() && slowly) {
                reader.readInSips(SIP_BYTES);
            } else if (reader.slow()) {
                reader.readAll();
            }
        }
    }

    /** Whatever is due. */
    void look(long nowNanos) throws IOException {
        if (sipping && nowNanos >= nextSipNanos) {
            nextSipNanos = Math.max(nextSipNanos + SIP_NANOS, nowNanos);
            for (QuoteReader reader : readers) {
                if (reader.slow()) {
                    reader.sip();
                }
            }
        }
        if (settings.tickerMode() == TickerMode.SHORT_POLL) {
            while (nowNanos >= nextPollNanos) {
                ((QuotePoll) readers.get(nextPoll)).ask();
                nextPoll = (nextPoll + 1) % readers.size();
                nextPollNanos += POLL_NANOS / readers.size();
            }
        }
        if (tally.closedByServer > closedBefore) {
            closedBefore = tally.closedByServer;
            reopen(readers);
        }
    }

    /** How long the loop may wait for sockets before {@link #look} has something to do. */
    long waitNanos(long nowNanos) {
        long sip = sipping ? nextSipNanos - nowNanos : Long.MAX_VALUE;
        long poll = settings.tickerMode() == TickerMode.SHORT_POLL ? nextPollNanos - nowNanos : Long.MAX_VALUE;
        return Math.max(0, Math.min(sip, poll));
    }

    QuoteReader.ReaderTally tally() {
        return tally;
    }

    @Override
    public void close() throws IOException {
        for (QuoteReader reader : readers) {
            reader.close();
        }
    }

    /** Whose connection the server has ended comes again. */
    private void reopen(List<QuoteReader> among) throws IOException {
        for (int i = 0; i < among.size(); i++) {
            if (among.get(i).closed()) {
                int index = readers.indexOf(among.get(i));
                QuoteReader again = open(index);
                readers.set(index, again);
                if (among != readers) {
                    among.set(i, again);
                }
                if (sipping && again.slow()) {
                    again.readInSips(SIP_BYTES);
                }
            }
        }
    }

    private QuoteReader open(int index) throws IOException {
        QuoteScanner scanner = new QuoteScanner(index, holdings);
        int port = settings.port();
        boolean slow = holdings.slow(index);
        String query = "?symbols=" + names(index, "", ",");
        if (settings.dialect() == Dialect.SOCKET_IO) {
            return new SocketIoQuotes(loop, port, slow, tally, scanner, '[' + names(index, "\"", ",") + ']');
        }
        return switch (settings.tickerMode()) {
            case PUSH, PUSH_SLOW ->
                new QuoteStream(loop, port, slow, tally, scanner, "/api/ticker/events" + query);
            case PUSH_TWICE ->
                new QuoteStream(
                        loop, port, slow, tally, scanner, "/api/ticker/events" + query + "&maxRate=" + MAX_RATE);
            case SHORT_POLL -> new QuotePoll(loop, port, tally, scanner, "/api/ticker" + query, false);
            case LONG_POLL -> new QuotePoll(loop, port, tally, scanner, "/api/ticker" + query, true);
            case NOBODY -> throw new IllegalStateException("there are no readers");
        };
    }

    private String names(int index, String quotation, String separator) {
        return Arrays.stream(holdings.watched(index))
                .mapToObj(symbol -> quotation + QuoteBook.name(symbol) + quotation)
                .collect(Collectors.joining(separator));
    }
}
