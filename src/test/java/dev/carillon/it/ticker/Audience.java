package dev.carillon.it.ticker;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.TickerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Several producers of the same symbols, and readers of every kind; some join while quotes come.
 *
 * <p>Threading: the test's thread; the others are its own.
 */
public final class Audience implements AutoCloseable {

    private static final int SYMBOLS = 3;
    private static final String LAST = "-1";

    private final HubClient hub;
    private final TickerClient ticker;
    private final String begin;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<RawStream> streams = new ArrayList<>();
    private final List<QuoteLog> logs = new ArrayList<>();
    private final List<Future<?>> readers = new ArrayList<>();

    public Audience(HubClient hub, String begin) throws IOException {
        this.hub = hub;
        this.ticker = new TickerClient(hub);
        this.begin = begin;
        join();
    }

    private void join() throws IOException {
        read(ticker.stream("/events?symbols=" + begin + "*"));
        read(ticker.lines("/events?symbols=" + begin + "*"));
        read(ticker.stream("/events?symbols=" + begin + "*&maxRate=20"));
        read(ticker.stream("/events?symbols=" + begin + "0," + begin + "1," + begin + "2"));
        read(hub.stream("/api/events?channel=ticker/" + begin + "0&channel=ticker/" + begin + "1&channel=ticker/"
                + begin + "2"));
        // HTTP/1.0 gets the portable sink, and a small buffer makes it slow.
        read(RawStream.requestWithSmallBuffer("HTTP/1.0", hub.at("/api/ticker/events?symbols=" + begin + "*")));
    }

    private void read(RawStream stream) {
        QuoteLog log = new QuoteLog(stream);
        streams.add(stream);
        logs.add(log);
        readers.add(threads.submit(() -> {
            for (int i = 0; i < SYMBOLS; i++) {
                log.untilNewest(begin + i, LAST);
            }
            return log;
        }));
    }

    /** Has so many producers publish so many times, and the readers read what comes last. */
    public void produce(int producers, int times) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            int producer = i;
            tasks.add(() -> {
                for (int n = 0; n < times; n++) {
                    publish(producer, n);
                }
                return null;
            });
        }
        List<Future<Void>> producing = tasks.stream().map(threads::submit).toList();
        join();
        for (Future<Void> producer : producing) {
            producer.get(2 * RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        for (int i = 0; i < SYMBOLS; i++) {
            ticker.price(begin + i, LAST);
        }
        for (Future<?> reader : readers) {
            reader.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void publish(int producer, int n) throws IOException, InterruptedException {
        if (n % 2 == 0) {
            ticker.price(begin + n % SYMBOLS, producer + "." + n);
        } else {
            StringBuilder batch = new StringBuilder("[");
            for (int i = 0; i < SYMBOLS; i++) {
                batch.append(i == 0 ? "" : ",")
                        .append("{'symbol':'" + begin + i + "','price':" + producer + "." + n + "}");
            }
            ticker.taken("", batch + "]");
        }
    }

    public List<String> complaints() {
        return logs.stream()
                .map(QuoteLog::complaints)
                .flatMap(Collection::stream)
                .toList();
    }

    /** Of each reader the quotes that he has now, in the order of their symbols. */
    public List<List<String>> whatReadersHaveLast() {
        return logs.stream().map(log -> List.copyOf(log.last().values())).toList();
    }

    @Override
    public void close() throws IOException {
        for (RawStream stream : streams) {
            stream.close();
        }
        threads.shutdownNow();
    }
}
