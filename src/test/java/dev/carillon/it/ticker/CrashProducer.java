package dev.carillon.it.ticker;

import dev.carillon.it.client.TickerClient;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes quotes of two symbols of its own, alone and in batches, with a volume of 1 each, until it is ended. What became of a
 * request without an answer it does not know; it goes on with the next quote.
 *
 * <p>Threading: a thread of its own; accounts may be asked by any.
 */
final class CrashProducer implements Runnable {

    private static final int MAX_BATCH = 8;
    private static final long PAUSE_NANOS = 20_000_000;

    private final String name;
    private final boolean ownSequences;
    private final CrashProducers all;
    private final TickerClient ticker;
    private final Random random;
    private final List<Account> accounts;
    private volatile boolean finished;
    private volatile boolean givenUp;

    CrashProducer(String name, boolean ownSequences, CrashProducers all, TickerClient ticker, Random random) {
        this.name = name;
        this.ownSequences = ownSequences;
        this.all = all;
        this.ticker = ticker;
        this.random = random;
        this.accounts = List.of(new Account(name + "a"), new Account(name + "b"));
    }

    List<Account> accounts() {
        return accounts;
    }

    /** It goes on until it has got one answer more. */
    void finish() {
        finished = true;
    }

    void giveUp() {
        givenUp = true;
    }

    @Override
    public void run() {
        boolean answered = false;
        while (!givenUp && (!finished || !answered)) {
            try {
                answered = publish();
            } catch (IOException down) {
                answered = false;
                pause();
            } catch (InterruptedException | RuntimeException | Error e) {
                all.complain(name + " has failed: " + e);
                return;
            }
        }
    }

    /** Whether it was taken. */
    private boolean publish() throws IOException, InterruptedException {
        long before = all.version();
        int count = random.nextBoolean() ? 1 : random.nextInt(2, MAX_BATCH);
        List<Account> used = new ArrayList<>();
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            Account account = accounts.get(random.nextInt(accounts.size()));
            batch.append(i == 0 ? "" : ",").append(account.next(ownSequences));
            used.add(account);
        }
        HttpResponse<String> response = ticker.post("", batch + "]");
        if (response.statusCode() != 200) {
            if (response.statusCode() != 503 && response.statusCode() != 404) {
                all.complain(name + " was answered " + response.statusCode() + " " + response.body());
            }
            pause();
            return false;
        }
        JsonObject taken = TickerClient.answer(response);
        List<JsonObject> quotes = taken.getJsonArray("quotes").getValuesAs(JsonObject.class);
        for (int i = 0; i < count; i++) {
            used.get(i).acknowledge(quotes.get(i).getJsonNumber("sequence").longValueExact());
        }
        long version = taken.getJsonNumber("version").longValueExact();
        if (version <= before) {
            all.complain(name + " got the version " + version + " after " + before);
        }
        all.acknowledge(version);
        return true;
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What is known of one symbol. */
    final class Account {

        private final String symbol;
        private long sent;
        private long acknowledged;
        private long sequence;
        private final Map<Long, String> seen = new HashMap<>();

        Account(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        /** The price says which one it is. */
        synchronized String next(boolean withSequence) {
            sent++;
            String own = withSequence ? ",'sequence':" + sent : "";
            return "{'symbol':'" + symbol + "','price':'" + sent + "','volume':'1'" + own + "}";
        }

        synchronized void acknowledge(long given) {
            acknowledged++;
            if (given <= sequence) {
                all.complain(symbol + " got the sequence " + given + " after " + sequence);
            }
            sequence = given;
        }

        synchronized long acknowledgedSequence() {
            return sequence;
        }

        /** A quote that was there after one with a sequence was acknowledged. */
        synchronized void look(JsonObject quote, long least) {
            long found = quote.getJsonNumber("sequence").longValueExact();
            if (found < least) {
                all.complain(symbol + " had " + least + ", and has " + quote);
            }
            String price = quote.getString("price");
            String before = seen.put(found, price);
            if (before != null && !before.equals(price)) {
                all.complain(symbol + " has " + quote + ", which was " + before);
            }
        }

        /** Sums of each interval. */
        synchronized void look(List<BigDecimal> volumes) {
            for (BigDecimal volume : volumes) {
                if (volume.compareTo(BigDecimal.valueOf(acknowledged)) < 0
                        || volume.compareTo(BigDecimal.valueOf(sent)) > 0
                        || volume.compareTo(volumes.get(0)) != 0) {
                    all.complain(this + " has the volumes " + volumes);
                    return;
                }
            }
        }

        @Override
        public synchronized String toString() {
            return symbol + " sent=" + sent + " acknowledged=" + acknowledged;
        }
    }
}
