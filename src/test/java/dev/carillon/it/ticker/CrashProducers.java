package dev.carillon.it.ticker;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.TickerClient;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * Producers of a server that is killed again and again, and what it must keep of theirs.
 *
 * <p>Threading: the test's thread; each producer has its own.
 */
public final class CrashProducers implements AutoCloseable {

    private static final int PRODUCERS = 4;
    private static final List<String> INTERVALS = List.of("1s", "1m", "5m", "1h", "1d");

    private final TickerClient ticker;
    private final List<CrashProducer> producers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    /** The greatest of all that were acknowledged. */
    private final AtomicLong version = new AtomicLong();

    private final AtomicLong acknowledged = new AtomicLong();

    public CrashProducers(HubClient hub, Random random) {
        this.ticker = new TickerClient(hub);
        for (int i = 0; i < PRODUCERS; i++) {
            // Half of them leave their sequences to the hub.
            producers.add(new CrashProducer("CRASH" + i, i % 2 == 0, this, ticker, new Random(random.nextLong())));
        }
        for (CrashProducer producer : producers) {
            Thread thread = new Thread(producer, producer.toString());
            thread.start();
            threads.add(thread);
        }
    }

    void complain(String complaint) {
        complaints.add(complaint);
    }

    /** Of what was acknowledged before a request was sent. */
    long version() {
        return version.get();
    }

    void acknowledge(long newer) {
        version.accumulateAndGet(newer, Math::max);
        acknowledged.incrementAndGet();
    }

    public List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    /** So that no life of the server is without one. */
    public void awaitMoreAcknowledged() {
        long before = acknowledged.get();
        Awaitility.await("an answer").atMost(RawStream.PATIENCE).until(() -> acknowledged.get() > before + PRODUCERS);
    }

    /** Whether what was acknowledged before, or something newer, is there. */
    public void lookAtQuotes() throws IOException, InterruptedException {
        for (CrashProducer producer : producers) {
            for (CrashProducer.Account account : producer.accounts()) {
                long sequence = account.acknowledgedSequence();
                if (sequence > 0) {
                    account.look(ticker.quote(account.symbol()), sequence);
                }
            }
        }
        long before = version.get();
        JsonObject all = ticker.quotes("CRASH*");
        if (all.getJsonNumber("version").longValueExact() < before) {
            complain("version " + all.get("version") + " after " + before);
        }
    }

    /** Whether every acknowledged quote, and none that was not sent, is in the candles of each interval. Once all have finished. */
    public void lookAtCandles() throws IOException, InterruptedException {
        for (CrashProducer producer : producers) {
            for (CrashProducer.Account account : producer.accounts()) {
                List<BigDecimal> volumes = new ArrayList<>();
                for (String interval : INTERVALS) {
                    volumes.add(volume(account.symbol(), interval));
                }
                account.look(volumes);
            }
        }
    }

    private BigDecimal volume(String symbol, String interval) throws IOException, InterruptedException {
        BigDecimal volume = BigDecimal.ZERO;
        String path = "/" + symbol + "/candles?interval=" + interval + "&limit=7&from=";
        JsonObject page = ticker.read(path + "2020-01-01T00:00:00Z");
        while (true) {
            for (JsonObject candle : TickerClient.candles(page)) {
                volume = volume.add(new BigDecimal(candle.getString("volume")));
                if (candle.getInt("quotes") != new BigDecimal(candle.getString("volume")).intValueExact()) {
                    complain("each quote has a volume of 1: " + candle);
                }
            }
            if (page.getInt("late") > 0) {
                complain("late: " + page.get("late"));
            }
            if (page.isNull("next")) {
                return volume;
            }
            page = ticker.read(path + page.getString("next"));
        }
    }

    /** Ends the producers, once each has been answered. */
    public void finish() throws InterruptedException {
        producers.forEach(CrashProducer::finish);
        for (Thread thread : threads) {
            thread.join(RawStream.PATIENCE.toMillis());
            if (thread.isAlive()) {
                complain(thread.getName() + " goes on");
            }
        }
    }

    public String summary() {
        return producers.stream()
                .flatMap(producer -> producer.accounts().stream())
                .toList()
                .toString();
    }

    /** Whether or not they have finished. */
    @Override
    public void close() {
        producers.forEach(CrashProducer::giveUp);
        threads.forEach(Thread::interrupt);
    }
}
