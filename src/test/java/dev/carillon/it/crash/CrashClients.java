package dev.carillon.it.crash;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * All who use the server while it is killed again and again.
 *
 * <p>Threading: the test's thread.
 */
public final class CrashClients implements AutoCloseable {

    /** Read by everybody: the event that is published here at a moment says that all before it have come. */
    static final String MARKS = "kept/marks";

    private static final int PUBLISHERS = 6;

    private final HubClient hub;
    private final Ledger ledger = new Ledger();
    private final Trap trap = new Trap();
    private final List<CrashPublisher> publishers = new ArrayList<>();
    private final List<CrashSubscriber> subscribers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private long marks;
    private int reads;

    public CrashClients(HubClient hub, Random random) {
        this.hub = hub;
        for (int i = 0; i < PUBLISHERS; i++) {
            publishers.add(new CrashPublisher(i, hub.at("/"), ledger, trap, new Random(random.nextLong())));
        }
        for (String selector : List.of("kept/**", "kept/**", "kept/0", "kept/1", "trimmed/**", "state/**")) {
            boolean portable = subscribers.size() % 2 == 1;
            subscribers.add(new CrashSubscriber(
                    selector, portable ? "HTTP/1.0" : "HTTP/1.1", hub, ledger, new Random(random.nextLong())));
        }
        subscribers.forEach(this::start);
        publishers.forEach(this::start);
    }

    public Ledger ledger() {
        return ledger;
    }

    List<CrashSubscriber> subscribers() {
        return List.copyOf(subscribers);
    }

    /** Does it as soon as a publisher gets its next answer, and returns then. */
    public void atNextAnswer(Runnable action) throws Exception {
        trap.arm(action).get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Publishes something that everybody reads; its offset. */
    public long mark() throws IOException, InterruptedException {
        Item mark = new Item(MARKS, PUBLISHERS, ++marks);
        return ledger.saw("the test", hub.publish(MARKS, mark.data()), mark);
    }

    /**
     * What the log holds, by offset, up to a mark.
     *
     * @param start {@code from=earliest}, or {@code last=} and a number
     */
    public NavigableMap<Long, Item> read(String start, long mark) throws IOException {
        NavigableMap<Long, Item> found = readKind(Item.TRIMMED, start, mark);
        found.putAll(readKind(Item.STATE, start, mark));
        found.putAll(readKind(Item.KEPT, start, mark));
        return found;
    }

    /** One kind after the other, because a reader of all is told of a gap that reaches over what is kept. */
    private NavigableMap<Long, Item> readKind(String kind, String start, long mark) throws IOException {
        NavigableMap<Long, Item> found = new TreeMap<>();
        String who = "a reader of " + kind;
        // With selectors of its own it shares no page with an earlier read, which may show what a newer event has
        // replaced since.
        String ownSelectors = "&channel=" + kind + "/**&channel=" + MARKS + "&channel=reads/" + ++reads;
        try (RawStream stream = hub.stream("/api/events?" + start + ownSelectors)) {
            long offset = 0;
            while (offset < mark) {
                Message message = stream.nextMessageOrEnd().orElseThrow(() -> new AssertionError("the end of " + who));
                if (message.type().equals(CrashSubscriber.GAP) && kind.equals(Item.TRIMMED)) {
                    // A page that was read a moment ago may still have what is gone; the gap comes after it.
                    found.clear();
                    continue;
                }
                long next = ledger.saw(who, message.lastEventId(), Item.parse(message.data()));
                if (next <= offset) {
                    ledger.complain(who + " got " + message.lastEventId() + " after offset " + offset);
                }
                offset = next;
                found.put(offset, Item.parse(message.data()));
            }
        }
        return found;
    }

    /**
     * Ends the publishers with their last requests answered, and then the subscribers when they have got everything.
     *
     * @return the mark behind everything
     */
    public long finish() throws IOException, InterruptedException {
        publishers.forEach(CrashPublisher::stop);
        await(threads.subList(subscribers.size(), threads.size()));
        subscribers.forEach(subscriber -> subscriber.finishAtMark(marks + 1));
        long mark = mark();
        await(threads);
        return mark;
    }

    private void await(List<Thread> ending) {
        for (Thread thread : ending) {
            Awaitility.await("the end of " + thread.getName())
                    .atMost(RawStream.PATIENCE.multipliedBy(2))
                    .until(() -> !thread.isAlive() || !ledger.complaints().isEmpty());
        }
    }

    public String summary() {
        return "%,d events acknowledged, %,d seen; sent again: %d were there, %d were not; %d given up; %d connections of %d subscribers"
                .formatted(
                        ledger.acknowledgedItems(),
                        ledger.known().size(),
                        publishers.stream()
                                .mapToInt(CrashPublisher::repeatedAfterAll)
                                .sum(),
                        publishers.stream()
                                .mapToInt(CrashPublisher::firstAfterAll)
                                .sum(),
                        publishers.stream().mapToInt(CrashPublisher::givenUp).sum(),
                        subscribers.stream()
                                .mapToInt(CrashSubscriber::connections)
                                .sum(),
                        subscribers.size());
    }

    @Override
    public void close() {
        publishers.forEach(CrashPublisher::abandon);
        subscribers.forEach(CrashSubscriber::stop);
    }

    private void start(Runnable client) {
        Thread thread = new Thread(client, client.toString());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
