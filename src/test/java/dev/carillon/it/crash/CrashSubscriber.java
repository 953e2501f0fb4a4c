package dev.carillon.it.crash;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that reads from the first event on and, whenever its connection breaks, goes on with its last id, as an {@code
 * EventSource} does. Now and then it breaks the connection itself.
 *
 * <p>Threading: a thread of its own; what it has seen may be looked at when it has ended.
 */
final class CrashSubscriber implements Runnable {

    static final String GAP = "carillon.gap";
    private static final Pattern RESUMED = Pattern.compile("\"resumed\":\"[0-9a-z]+-([0-9]+)\"");

    /** On average it breaks a connection after so many events. */
    private static final int EVENTS_OF_A_CONNECTION = 500;

    private final String selector;
    private final String protocol;
    private final HubClient hub;
    private final Ledger ledger;
    private final Random random;
    private final NavigableMap<Long, Item> seen = new TreeMap<>();
    private final List<Range> gaps = new ArrayList<>();
    private volatile long lastMark = Long.MAX_VALUE;
    private volatile boolean ended;
    private long lastOffset;
    private String lastId = "";
    private int connections;

    /** Offsets of which it was told that they are lost. */
    record Range(long after, long through) {}

    /** {@code HTTP/1.0} is served by another sink than {@code HTTP/1.1}. */
    CrashSubscriber(String selector, String protocol, HubClient hub, Ledger ledger, Random random) {
        this.selector = selector;
        this.protocol = protocol;
        this.hub = hub;
        this.ledger = ledger;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                try (RawStream stream = connect()) {
                    connections++;
                    read(stream);
                } catch (IOException broken) {
                    Reconnecting.pause();
                }
            }
        } catch (RuntimeException | AssertionError e) {
            ledger.complain(this + " failed: " + e);
        }
    }

    /** It ends when it has got the mark with this number. */
    void finishAtMark(long number) {
        lastMark = number;
    }

    /** It ends soon. */
    void stop() {
        ended = true;
    }

    NavigableMap<Long, Item> seen() {
        return seen;
    }

    List<Range> gaps() {
        return gaps;
    }

    int connections() {
        return connections;
    }

    /** Whether its selectors choose the channel of the item. */
    Predicate<Item> wants() {
        String prefix = selector.replace("**", "");
        return item -> item.channel().startsWith(prefix) || item.channel().equals(CrashClients.MARKS);
    }

    @Override
    public String toString() {
        return "subscriber of " + selector + " by " + protocol;
    }

    private RawStream connect() throws IOException {
        URI url = hub.at("/api/events?from=earliest&channel=" + selector + "&channel=" + CrashClients.MARKS);
        RawStream stream = lastId.isEmpty()
                ? RawStream.request("GET", protocol, url)
                : RawStream.request("GET", protocol, url, "Last-Event-ID: " + lastId);
        if (stream.status() != 200) {
            ledger.complain(this + " was answered " + stream);
        }
        return stream;
    }

    private void read(RawStream stream) throws IOException {
        Optional<Message> message = stream.nextMessageOrEnd();
        while (message.isPresent()) {
            take(message.get());
            if (ended || random.nextInt(EVENTS_OF_A_CONNECTION) == 0) {
                stream.reset();
                return;
            }
            message = stream.nextMessageOrEnd();
        }
        Reconnecting.pause();
    }

    private void take(Message message) {
        if (message.type().equals(GAP)) {
            gap(message.data());
            return;
        }
        Item item = Item.parse(message.data());
        lastId = message.lastEventId();
        long offset = ledger.saw(toString(), lastId, item);
        if (offset <= lastOffset) {
            ledger.complain(this + " got " + item + " as " + lastId + " after offset " + lastOffset);
        }
        if (!wants().test(item)) {
            ledger.complain(this + " got " + item);
        }
        seen.put(offset, item);
        lastOffset = offset;
        if (item.channel().equals(CrashClients.MARKS) && item.number() >= lastMark) {
            ended = true;
        }
    }

    private void gap(String data) {
        Matcher resumed = RESUMED.matcher(data);
        if (!data.contains("\"reason\":\"trimmed\"") || !resumed.find()) {
            ledger.complain(this + " was told " + data + " after " + lastId);
            return;
        }
        gaps.add(new Range(lastOffset, Long.parseLong(resumed.group(1))));
    }
}
