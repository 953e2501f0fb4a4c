package dev.carillon.it.ticker;

import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one reader was told of quotes, on any transport, and what is wrong with it.
 *
 * <p>Threading: one thread reads; any thread asks.
 */
public final class QuoteLog {

    private final RawStream stream;
    private final boolean lines;
    private final AtomicInteger quotes = new AtomicInteger();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, JsonObject> newest = new ConcurrentHashMap<>();

    /** Of a stream that somebody else closes. */
    public QuoteLog(RawStream stream) {
        this.stream = stream;
        this.lines = stream.header("Content-Type").orElse("").startsWith("application/x-ndjson");
    }

    /** Reads until a symbol has a price. */
    public QuoteLog until(String symbol, String price) throws IOException {
        do {
            readOne();
        } while (!hasPrice(symbol, price));
        return this;
    }

    /** The same, if it has not that price already. */
    public QuoteLog untilNewest(String symbol, String price) throws IOException {
        while (!hasPrice(symbol, price)) {
            readOne();
        }
        return this;
    }

    private boolean hasPrice(String symbol, String price) {
        JsonObject quote = newest.get(symbol);
        return quote != null && quote.getString("price").equals(price);
    }

    /** Reads the next event. */
    public void readOne() throws IOException {
        String data = lines ? nextLine() : stream.nextMessage().data();
        if (!data.isEmpty()) {
            take(PollAnswer.parse(data));
        }
    }

    private String nextLine() throws IOException {
        while (true) {
            String line = stream.nextLine().orElseThrow(() -> new IOException("the end of the stream"));
            if (line.startsWith("{\"id\":")) {
                return PollAnswer.parse(line).get("data").toString();
            }
        }
    }

    private void take(JsonObject quote) {
        String symbol = quote.getString("symbol");
        JsonObject before = newest.put(symbol, quote);
        quotes.incrementAndGet();
        if (before != null && sequence(quote) <= sequence(before)) {
            complaints.add(quote + " after " + before);
        }
    }

    private static long sequence(JsonObject quote) {
        return quote.getJsonNumber("sequence").longValueExact();
    }

    /** How many were told. */
    public int quotes() {
        return quotes.get();
    }

    /** What was told last of each symbol, in their order. */
    public Map<String, String> last() {
        Map<String, String> last = new TreeMap<>();
        newest.forEach((symbol, quote) -> last.put(symbol, quote.toString()));
        return last;
    }

    public List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }
}
