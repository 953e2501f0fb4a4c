package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.event.RateLimitException;
import dev.carillon.event.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What administrators see of connections, and do to them. */
class AdministrationTest {

    private final TestHub test = new TestHub(TestHub.shards(2));

    @Test
    void a_connection_is_shown_as_it_stands() {
        Peer peer = new Peer("ann", "10.0.0.1", "tomcat");
        Reader reader = test.reader(peer, "a", "b/*");
        test.pass(Duration.ofSeconds(3));
        reader.blockWithNextWrite();
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "2", "3");
        test.pass(Duration.ofSeconds(2));

        ConnectionState state = page(ConnectionFilter.ALL, 0, 10).connections().get(0);

        assertThat(state)
                .isEqualTo(new ConnectionState(
                        reader.subscriber.id(),
                        peer,
                        peer.sink(),
                        Set.of(new Selector("a"), new Selector("b/*")),
                        "text",
                        Duration.ofSeconds(5),
                        2,
                        false,
                        Optional.of(Duration.ofSeconds(2))));
    }

    @Test
    void a_channel_is_heard_while_somebody_listens_to_its_name_or_to_a_pattern() {
        assertThat(isHeard("a/b")).isFalse();

        Reader byName = test.reader("a/b");
        assertThat(isHeard("a/b")).isTrue();
        byName.subscriber.close(CloseReason.CLOSED_BY_ADMIN);
        test.rounds();
        assertThat(isHeard("a/b")).isFalse();

        test.reader("a/**");
        assertThat(isHeard("a/b")).isTrue();
        assertThat(isHeard("b")).isFalse();
    }

    private boolean isHeard(String channel) {
        return done(test.hub.isHeard(new ChannelName(channel)));
    }

    @Test
    void a_reader_that_takes_what_comes_is_not_blocked_and_lags_by_nothing() {
        test.reader("a");

        ConnectionState state = page(ConnectionFilter.ALL, 0, 10).connections().get(0);

        assertThat(state.blocked()).isEmpty();
        assertThat(state.lag()).isZero();
        assertThat(state.replaying()).isFalse();
    }

    @Test
    void a_reader_of_the_past_is_replaying_and_lags_by_what_it_has_not_read() {
        test.publish("a", "1", "2", "3");
        test.settle();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        CompletableFuture<ConnectionPage> asked =
                test.hub.connections(ConnectionFilter.ALL, 0, 10).toCompletableFuture();
        test.rounds();
        assertThat(test.hub.stats().replays().running()).isEqualTo(1);
        test.settle();

        ConnectionState state = asked.join().connections().get(0);

        assertThat(state.replaying()).isTrue();
        assertThat(state.lag()).isEqualTo(3);
        assertThat(reader.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n");
        assertThat(test.hub.stats().replays().running()).isZero();
    }

    @Test
    void pages_show_every_connection_of_all_shards_once_and_in_order() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(test.reader("a").subscriber.id());
        }

        List<Long> shown = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            ConnectionPage page = page(ConnectionFilter.ALL, after.getAsLong(), 10);
            page.connections().forEach(connection -> shown.add(connection.id()));
            sizes.add(page.connections().size());
            after = page.next();
        }

        assertThat(shown).isEqualTo(ids).isSorted();
        assertThat(sizes).containsExactly(10, 10, 5);
    }

    @Test
    void a_page_that_ends_with_the_last_connection_is_the_last_page() {
        readers(10);

        assertThat(page(ConnectionFilter.ALL, 0, 10).next()).isEmpty();
        assertThat(page(ConnectionFilter.ALL, 0, 9).next()).isPresent();
    }

    @Test
    void filters_choose_by_channel_subject_address_lag_and_id() {
        Reader ann = test.reader(new Peer("ann", "10.0.0.1", "tomcat"), "a");
        Reader bob = test.reader(new Peer("bob", "10.0.0.2", "tomcat"), "a", "b/*");
        Reader nobody = test.reader(new Peer("", "10.0.0.1", "servlet"), "**");
        bob.blockWithNextWrite();
        test.publish("a", "1");
        test.rounds();
        test.publish("b/1", "2");
        test.rounds();

        assertThat(chosen(filter("a", null, null, 0, null))).containsExactly(id(ann), id(bob), id(nobody));
        assertThat(chosen(filter("b/1", null, null, 0, null))).containsExactly(id(bob), id(nobody));
        assertThat(chosen(filter("b/*", null, null, 0, null))).containsExactly(id(bob));
        assertThat(chosen(filter("**", null, null, 0, null))).containsExactly(id(nobody));
        assertThat(chosen(filter(null, "ann", null, 0, null))).containsExactly(id(ann));
        assertThat(chosen(filter(null, "", null, 0, null))).containsExactly(id(nobody));
        assertThat(chosen(filter(null, null, "10.0.0.1", 0, null))).containsExactly(id(ann), id(nobody));
        assertThat(chosen(filter(null, null, null, 1, null))).containsExactly(id(bob));
        assertThat(chosen(filter(null, null, null, 2, null))).isEmpty();
        assertThat(chosen(filter(null, null, null, 0, id(nobody)))).containsExactly(id(nobody));
        assertThat(chosen(filter("a", "ann", "10.0.0.2", 0, null))).isEmpty();
        assertThat(chosen(filter(null, null, null, 0, 99L))).isEmpty();
    }

    /** A round that looked at all of fifty thousand would hold up every event. */
    @Test
    void a_shard_looks_at_a_bounded_piece_in_each_round() {
        TestHub one = new TestHub();
        for (int i = 0; i < 5_000; i++) {
            one.connect();
        }
        one.rounds();

        CompletableFuture<ConnectionPage> asked = one.hub
                .connections(ConnectionFilter.ofSubject("nobody has this name"), 0, 10)
                .toCompletableFuture();
        int rounds = 0;
        while (one.shard().round()) {
            rounds++;
        }
        one.settle();

        assertThat(asked.join().connections()).isEmpty();
        assertThat(rounds).isBetween(4, 6);
    }

    @Test
    void too_many_questions_at_a_time_are_refused() {
        List<CompletableFuture<ConnectionPage>> asked = new ArrayList<>();
        for (int i = 0; i < 257; i++) {
            asked.add(test.hub.connections(ConnectionFilter.ALL, 0, 1).toCompletableFuture());
        }
        test.settle();

        assertThat(asked.subList(0, 256)).allMatch(future -> !future.isCompletedExceptionally());
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(asked.get(256)::join)
                .withCauseInstanceOf(RateLimitException.class);
        assertThat(page(ConnectionFilter.ALL, 0, 1).connections()).isEmpty();
    }

    @Test
    void connections_that_a_filter_chooses_are_closed_and_counted() {
        List<Reader> ann = List.of(
                test.reader(new Peer("ann", "1", "tomcat"), "a"), test.reader(new Peer("ann", "2", "tomcat"), "b"));
        Reader bob = test.reader(new Peer("bob", "1", "tomcat"), "a");

        int closed = done(test.hub.close(ConnectionFilter.ofSubject("ann"), CloseReason.CLOSED_BY_ADMIN));

        assertThat(closed).isEqualTo(2);
        assertThat(ann).allMatch(reader -> reader.ends().equals(List.of(CloseReason.CLOSED_BY_ADMIN)));
        assertThat(ann).allMatch(reader -> reader.text().equals("closed closed-by-admin\n"));
        assertThat(bob.ends()).isEmpty();
        assertThat(done(test.hub.close(ConnectionFilter.ofSubject("ann"), CloseReason.CLOSED_BY_ADMIN)))
                .isZero();
    }

    @Test
    void a_connection_is_counted_once_although_it_takes_its_time_to_end() {
        Reader blocked = test.connect();

        assertThat(done(test.hub.close(ConnectionFilter.ALL, CloseReason.CLOSED_BY_ADMIN)))
                .isEqualTo(1);
        assertThat(done(test.hub.close(ConnectionFilter.ALL, CloseReason.CLOSED_BY_ADMIN)))
                .isZero();
        assertThat(blocked.ends()).isEmpty();
    }

    @Test
    void many_are_closed_in_several_rounds() {
        List<Reader> readers = readers(200);

        assertThat(done(test.hub.close(ConnectionFilter.ALL, CloseReason.CLOSED_BY_ADMIN)))
                .isEqualTo(200);

        assertThat(readers).allMatch(reader -> reader.ends().size() == 1);
        assertThat(test.hub.shards()).allMatch(Shard::isEmpty);
    }

    @Test
    void a_broadcast_reaches_every_stream_that_is_chosen_and_no_poll() {
        Reader ann = test.reader(new Peer("ann", "1", "tomcat"), "a");
        Reader bob = test.reader(new Peer("bob", "1", "tomcat"));
        Reader poll = test.connect(new FakeSink(true).asPoll());
        poll.open(TestHub.UNLIMITED);
        Reader blocked = test.reader(new Peer("ann", "1", "tomcat"), "c");
        blocked.blockWithNextWrite();
        test.publish("c", "1");
        test.rounds();

        int told = done(broadcast("hello", ConnectionFilter.ALL));
        int toldAnn = done(broadcast("ann", ConnectionFilter.ofSubject("ann")));
        blocked.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(told).isEqualTo(3);
        assertThat(toldAnn).isEqualTo(2);
        assertThat(ann.text()).isEqualTo("~ ~broadcast hello\n~ ~broadcast ann\n");
        assertThat(bob.text()).isEqualTo("~ ~broadcast hello\n");
        assertThat(poll.text()).isEmpty();
        assertThat(blocked.text()).isEqualTo("1 c 1\n~ ~broadcast hello\n~ ~broadcast ann\n");
    }

    @Test
    void a_broadcast_is_encoded_once_for_each_format() {
        AtomicInteger encoded = new AtomicInteger();
        WireFormat counting = new CountingFormat(encoded);
        TestHub one = new TestHub();
        for (int i = 0; i < 100; i++) {
            FakeSink sink = new FakeSink(true);
            sink.open(TestHub.UNLIMITED);
            one.hub.connect(sink, counting, reason -> {}).writable();
        }
        one.rounds();

        CompletableFuture<Integer> told = one.hub
                .broadcast(null, Payload.text("x"), Instant.EPOCH, ConnectionFilter.ALL)
                .toCompletableFuture();
        one.settle();

        assertThat(told).isCompletedWithValue(100);
        assertThat(encoded).hasValue(1);
    }

    @Test
    void whoever_asks_a_hub_that_has_stopped_is_told_that_nobody_is_there() {
        readers(5);
        CompletableFuture<ConnectionPage> before =
                test.hub.connections(ConnectionFilter.ALL, 0, 10).toCompletableFuture();
        test.hub.shards().forEach(shard -> shard.offer(() -> shard.stop(Duration.ZERO)));
        test.rounds();
        test.hub.shards().forEach(Shard::abandon);

        assertThat(page(ConnectionFilter.ALL, 0, 10).connections()).isEmpty();
        assertThat(done(test.hub.close(ConnectionFilter.ALL, CloseReason.CLOSED_BY_ADMIN)))
                .isZero();
        assertThat(before).isCompleted();
        assertThat(test.hub.shards()).allMatch(Shard::isEmpty);
    }

    @Test
    void the_figures_tell_sinks_gaps_writes_queues_and_lag() {
        test.reader(new Peer("", "", "tomcat"), "a");
        test.reader(new Peer("", "", "poll"), "a");
        Reader leaves = test.reader(new Peer("", "", "tomcat"), "a");
        leaves.subscriber.gone();
        Reader blocked = test.reader(new Peer("", "", "tomcat"), "a");
        blocked.blockWithNextWrite();
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "2", "3");
        test.publish("a", "4");
        HubStats waiting = test.hub.stats();
        test.rounds();
        test.reader(new StartingPoint.After(new EventId("other", 7)), "a");
        test.settle();
        test.pass(Duration.ofSeconds(1));

        HubStats stats = test.hub.stats();

        assertThat(stats.bySink()).isEqualTo(Map.of("tomcat", 2, "poll", 1, "local", 1));
        assertThat(stats.gaps().get(Gap.Reason.UNKNOWN_EPOCH)).isEqualTo(1);
        assertThat(stats.gaps().get(Gap.Reason.SLOW)).isZero();
        assertThat(stats.lag().events()).isEqualTo(3);
        assertThat(stats.lag().maxEvents()).isEqualTo(3);
        assertThat(stats.lag().ringBytes()).isEqualTo("2 a 2\n".length() * 4L);
        assertThat(stats.eventsInWrite().count()).isEqualTo(stats.deliveries().writes());
        assertThat(stats.eventsInWrite().sum()).isEqualTo(stats.deliveries().events());
        assertThat(waiting.queues()).hasSize(2).allMatch(queue -> queue.commands() == 3 && queue.bytes() > 0);
        assertThat(stats.queues()).allMatch(queue -> queue.commands() == 0 && queue.bytes() == 0);
        assertThat(test.hub.publishNanos().count()).isEqualTo(4);
    }

    private CompletionStage<Integer> broadcast(String text, ConnectionFilter filter) {
        return test.hub.broadcast("notice", Payload.text(text), Instant.EPOCH, filter);
    }

    private ConnectionPage page(ConnectionFilter filter, long after, int limit) {
        return done(test.hub.connections(filter, after, limit));
    }

    private <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        test.settle();
        assertThat(future).isCompleted();
        return future.join();
    }

    private List<Long> chosen(ConnectionFilter filter) {
        return page(filter, 0, 100).connections().stream()
                .map(ConnectionState::id)
                .toList();
    }

    private static long id(Reader reader) {
        return reader.subscriber.id();
    }

    private static ConnectionFilter filter(
            @Nullable String channel, @Nullable String subject, @Nullable String address, long lag, @Nullable Long id) {
        return new ConnectionFilter(channel == null ? null : new Selector(channel), subject, address, lag, id);
    }

    private List<Reader> readers(int count) {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readers.add(test.reader("a"));
        }
        return readers;
    }

    private record CountingFormat(AtomicInteger encoded) implements WireFormat {

        @Override
        public byte[] event(Event event, @Nullable EventId id) {
            encoded.incrementAndGet();
            assertThat(event.channel()).isEqualTo(new ChannelName("~broadcast"));
            assertThat(event.isDurable()).isFalse();
            return event.payload().text().getBytes(UTF_8);
        }

        @Override
        public byte[] gap(Gap gap) {
            return TextFormat.TEXT.gap(gap);
        }

        @Override
        public byte[] cursor(EventId id) {
            return TextFormat.TEXT.cursor(id);
        }

        @Override
        public byte[] lastWords(CloseReason reason, @Nullable Duration retry) {
            return TextFormat.TEXT.lastWords(reason, retry);
        }

        @Override
        public String label() {
            return "counting";
        }

        @Override
        public byte[] heartbeat() {
            return TextFormat.TEXT.heartbeat();
        }
    }
}
