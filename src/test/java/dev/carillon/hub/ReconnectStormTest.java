package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Everybody comes back at once. What counts here is how much is done for it, not how long it takes. */
class ReconnectStormTest {

    private static final int CLIENTS = 5_000;
    private static final int EVENTS = 1_000;
    private static final int PAGES = 2;
    private static final int MAX_ROUNDS = 2_000;

    /** What a round writes for replays at most: its share, and the turn that went over it. */
    private static final long MAX_ROUND_BYTES = (256 << 10) + (64 << 10) + (16 << 10);

    private final HubSettings.ReplayLimits limits = TestHub.pages(512, 4);
    private final TestHub test = new TestHub(TestHub.replay(limits));
    private final List<StormSink> clients = new ArrayList<>();
    private int mostReads;
    private int live;

    @Test
    void five_thousand_replays_of_a_thousand_events_share_their_reads_and_let_live_events_through() {
        publishHistory();
        Reader listener = test.reader("a");
        IntStream.range(0, CLIENTS).forEach(i -> connect(0));
        test.rounds();

        while (!isOver()) {
            assertThat(live).as("rounds").isLessThan(MAX_ROUNDS);
            roundWithLiveEvent(listener);
        }
        test.settle();

        assertThat(clients).allMatch(client -> client.hash.getValue() == hash(1));
        assertThat(live).as("live events that were written between").isGreaterThan(CLIENTS / 64);
        HubStats.Replays replays = test.hub.stats().replays();
        assertThat(replays.pagesUsed()).isGreaterThanOrEqualTo((long) CLIENTS * PAGES);
        // At most one for each round, since each has a new event, whatever the number of clients.
        assertThat(replays.pagesRead()).isLessThanOrEqualTo(live + PAGES).isLessThan(CLIENTS * PAGES / 20);
        assertThat(replays.pagesUsed()).isLessThan((long) CLIENTS * PAGES * 2);
        assertThat(mostReads).isLessThanOrEqualTo(limits.maxReads());
        assertThat(replays.cachedBytes()).isLessThan(limits.maxCachedBytes());
        test.pass(limits.keepUnused());
        assertThat(test.hub.stats().replays().cachedBytes()).isZero();
    }

    /** As after an outage: each has got a little more or less than the others. */
    @Test
    void clients_that_come_back_to_places_of_their_own_converge_on_the_same_pages() {
        publishHistory();
        List<Integer> places = IntStream.range(0, CLIENTS)
                .mapToObj(i -> ThreadLocalRandom.current().nextInt(EVENTS))
                .toList();

        places.forEach(this::connect);
        test.settle();

        for (int i = 0; i < CLIENTS; i++) {
            assertThat(clients.get(i).hash.getValue()).isEqualTo(hash(places.get(i) + 1));
        }
        assertThat(test.hub.stats().replays().pagesRead()).isLessThan(30);
    }

    private void publishHistory() {
        test.publish(IntStream.rangeClosed(1, EVENTS)
                .mapToObj(i -> test.event("a", "event " + i))
                .toArray(Event[]::new));
        test.rounds();
    }

    private void connect(int after) {
        StormSink sink = new StormSink();
        Subscriber subscriber = test.hub.connect(sink, TextFormat.TEXT, reason -> {});
        clients.add(sink);
        subscriber.writable();
        subscriber.subscribe(SelectorSet.of("a"), new Start.After(after, Optional.empty()));
    }

    private boolean isOver() {
        return test.io.waiting() == 0 && test.shard().replays().isEmpty() && live > 0;
    }

    private void roundWithLiveEvent(Reader listener) {
        long bytesBefore =
                clients.stream().mapToLong(client -> client.historyBytes).sum();
        test.publish("a", "live " + ++live);
        test.shard().round();

        assertThat(listener.takeText()).isEqualTo(line(EVENTS + live, "live " + live));
        long bytes = clients.stream().mapToLong(client -> client.historyBytes).sum() - bytesBefore;
        assertThat(bytes).isLessThanOrEqualTo(MAX_ROUND_BYTES);
        mostReads = Math.max(mostReads, test.io.waiting());
        test.io.runWaiting();
    }

    private long hash(int from) {
        CRC32 hash = new CRC32();
        for (int i = from; i <= EVENTS; i++) {
            hash.update(line(i, "event " + i).getBytes(UTF_8));
        }
        for (int i = 1; i <= live; i++) {
            hash.update(line(EVENTS + i, "live " + i).getBytes(UTF_8));
        }
        return hash.getValue();
    }

    private static String line(int offset, String text) {
        return offset + " a " + text + "\n";
    }

    /** Takes everything and keeps no more than a hash. */
    private static final class StormSink implements Sink {

        private final CRC32 hash = new CRC32();
        private long historyBytes;

        @Override
        public boolean write(Chunk chunk) {
            hash.update(chunk.array(), 0, chunk.length());
            if (firstOffset(chunk) <= EVENTS) {
                historyBytes += chunk.length();
            }
            return true;
        }

        private static int firstOffset(Chunk chunk) {
            int offset = 0;
            for (int i = 0; chunk.array()[i] != ' '; i++) {
                offset = offset * 10 + chunk.array()[i] - '0';
            }
            return offset;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public boolean noticesDeparture() {
            return true;
        }
    }
}
