package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * One connection of a {@link QuoteFeed}, and its symbols. Quotes are made when they are due; those that wait for the last answer are
 * sent together, as many as the hub takes in a request.
 *
 * <p>Threading: the generator's one thread.
 */
final class QuoteLane implements PublishConnection.Owner, PublishConnection.Source {
    private static final long TIMER_NANOS = 2_000_000;
    private static final long MAX_WAITING_NANOS = 1_000_000_000L;
    private static final int MAX_QUOTES = 1_000;

    private final QuoteBook book;
    private final int[] symbols;
    private final int batch;
    private final long intervalNanos;
    private final Tally tally;
    private final PublishConnection connection;
    private final SplittableRandom random;
    /** Batches of quotes, separated by commas. */
    private final Deque<String> waiting = new ArrayDeque<>();

    private boolean free = true;
    private long dueNanos;

    QuoteLane(EventLoop loop, Settings settings, QuoteBook book, int[] symbols, Tally tally) throws IOException {
        this.book = book;
        this.symbols = symbols;
        this.batch = settings.traffic().batch();
        this.intervalNanos = Math.round(
                1e9 * batch * settings.traffic().publishers() / settings.traffic().eventsPerSecond());
        this.tally = tally;
        this.random = new SplittableRandom(symbols[0]);
        this.connection = new HttpPublishConnection(loop, settings.port(), this);
    }

    long intervalNanos() {
        return intervalNanos;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Everything was sent and answered. */
    boolean idle() {
        return free && waiting.isEmpty();
    }

    /** Makes a quote of each symbol. */
    void makeFirst() {
        for (int from = 0; from < symbols.length; from += batch) {
            waiting.add(quotes(
                    Arrays.stream(symbols, from, Math.min(symbols.length, from + batch)), System.nanoTime()));
        }
    }

    void start(long firstNanos) {
        dueNanos = firstNanos;
    }

    /** Makes quotes of random symbols, unless too many wait. */
    void makeDue(long nowNanos) {
        while (nowNanos >= dueNanos) {
            if (waiting.size() * intervalNanos < MAX_WAITING_NANOS) {
                long stampNanos = nowNanos - dueNanos > TIMER_NANOS ? dueNanos : nowNanos;
                waiting.add(quotes(random.ints(batch, 0, symbols.length).map(i -> symbols[i]), stampNanos));
            }
            dueNanos += intervalNanos;
        }
    }

    /** Sends what waits, if the last answer has come. */
    void send(long nowNanos) throws IOException {
        if (!free) {
            connection.resendIfDue(nowNanos);
        } else if (!waiting.isEmpty()) {
            free = false;
            connection.send(this, nowNanos);
        }
    }

    @Override
    public int writeRequest(ByteBuffer out, long stampNanos) {
        StringJoiner body = new StringJoiner(",", "[", "]");
        for (int quotes = batch; quotes <= Math.max(batch, MAX_QUOTES) && !waiting.isEmpty(); quotes += batch) {
            body.add(waiting.remove());
        }
        out.put(("POST /api/ticker HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(US_ASCII));
        return 1;
    }

    @Override
    public void acknowledged(PublishConnection answered) {
        tally.acknowledged(System.nanoTime() - connection.sentNanos());
        free = true;
    }

    @Override
    public void refused() {
        tally.refused++;
    }

    void close() throws IOException {
        connection.close();
    }

    private String quotes(IntStream ofSymbols, long stampNanos) {
        String time = Instant.now()
                .minusNanos(System.nanoTime() - stampNanos)
                .truncatedTo(ChronoUnit.MICROS)
                .toString();
        StringBuilder text = new StringBuilder();
        ofSymbols.forEach(symbol -> {
            int sequence = book.publish(symbol, stampNanos);
            int cents = book.cents(symbol);
            text.append(text.isEmpty() ? "{\"symbol\":\"" : ",{\"symbol\":\"")
                    .append(QuoteBook.name(symbol))
                    .append("\",\"price\":\"")
                    .append(cents / 100)
                    .append('.')
                    .append(cents / 10 % 10)
                    .append(cents % 10)
                    .append("\",\"volume\":\"100\",\"time\":\"")
                    .append(time)
                    .append("\",\"sequence\":")
                    .append(sequence)
                    .append('}');
        });
        return text.toString();
    }
}
