package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A reader that includes and excludes, and what it may expect of every channel. The log forgets nothing here. */
final class InclusionWalk {

    static final List<String> CHANNELS = List.of("a", "b", "c/1", "c/2");

    /** What is to be published, and for whom it is not. */
    record Post(String channel, boolean isVolatile, int length, String notFor) {

        @Override
        public String toString() {
            return (isVolatile ? "~" : "") + channel + (length > 1 ? " of " + length : "") + notFor;
        }
    }

    private record Published(String channel, String text) {

        boolean isForReader() {
            return !text.contains("!me");
        }
    }

    /** It may be behind by more changes than a reader may be, each with something of the past. */
    private static final int MANY_CHANGES = Inclusion.MAX_BEFORE / 2;

    private final TestHub test;
    private final List<Published> durable = new ArrayList<>();
    private final List<Published> unkept = new ArrayList<>();
    private final Map<String, Debts> debts = new HashMap<>();

    /** Numbers of volatile events that it has to get, or to hear of a gap. */
    private final NavigableSet<Integer> unkeptDue = new TreeSet<>();

    private final Set<Integer> unkeptPossible = new HashSet<>();
    private Reader reader;
    private int connection;
    private int pasts;

    /** How many of these are all that it listens to: meanwhile it is not told what is volatile. */
    private int behind;

    /** Since it had got everything. */
    private int changes;

    private long lastId;
    private long highestId;
    private int nextVolatile;

    /** It listened to nothing, and begins at any place: what it has got before does not matter. */
    private boolean beginsAnew;

    /** Some of what was read last may be of the past. */
    private boolean readsPast;

    InclusionWalk(HubSettings settings) {
        test = new TestHub(settings);
        CHANNELS.forEach(channel -> debts.put(channel, new Debts()));
        reader = connect();
    }

    private Reader connect() {
        Reader connected = new Reader(test, new FakeSink(true), TextFormat.TEXT, "me");
        connected.open(TestHub.UNLIMITED);
        return connected;
    }

    // --- steps ---

    void publish(List<Post> posts) {
        SelectorSet included = reader.subscriber.included();
        List<Event> events = new ArrayList<>();
        for (Post post : posts) {
            List<Published> kind = post.isVolatile ? unkept : durable;
            String text = "e" + kind.size() + "." + post.notFor + "x".repeat(post.length);
            Published published = new Published(post.channel, text);
            kind.add(published);
            Event event = test.event(post.channel, text);
            events.add(post.isVolatile ? event.asVolatile() : event);
            if (!included.matches(event.channel()) || !published.isForReader()) {
                continue;
            }
            if (post.isVolatile && behind > 0) {
                unkeptPossible.add(unkept.size() - 1);
            } else if (post.isVolatile) {
                unkeptDue.add(unkept.size() - 1);
            } else {
                debts.get(post.channel).due(durable.size());
            }
        }
        assertThat(test.publish(events.toArray(Event[]::new))).isCompleted();
    }

    /** With so many events of the past, of any channel; without if it is less than 0. */
    void include(List<String> selectors, int back) {
        SelectorSet chosen = SelectorSet.of(selectors.toArray(String[]::new));
        SelectorSet before = reader.subscriber.included();
        long head = durable.size();
        long from = back < 0 ? head : Math.max(0, head - back);
        SelectorSet added = chosen.minus(before);
        for (String channel : CHANNELS) {
            ChannelName name = new ChannelName(channel);
            if (added.matches(name)) {
                askFor(channel, from, before.isEmpty(), before.matches(name));
            }
        }
        Start start = back < 0 ? new Start.Live(true) : new Start.After(from, Optional.empty());
        changes++;
        readsPast = true;
        beginsAnew |= before.isEmpty() && !added.isEmpty();
        includeNow(chosen, start, before.isEmpty() && back >= 0);
    }

    private void includeNow(SelectorSet chosen, Start start, boolean all) {
        int of = connection;
        pasts++;
        behind += all ? 1 : 0;
        reader.subscriber.include(chosen, start, () -> {
            if (of == connection && !reader.subscriber.isEnded()) {
                pasts--;
                behind -= all ? 1 : 0;
            }
        });
    }

    private void askFor(String channel, long from, boolean isFirst, boolean isKnown) {
        Debts debt = debts.get(channel);
        for (long offset : offsets(channel, 0)) {
            if (offset > from && isFirst) {
                debt.due(offset);
            } else if (offset > from && !isKnown) {
                debt.asked(offset);
            } else if (offset > from || changes >= MANY_CHANGES) {
                debt.possible(offset);
            }
        }
    }

    /** What was published before it still gets; but of what was asked for of the past it may get no more, or go on. */
    void exclude(List<String> selectors) {
        SelectorSet chosen = SelectorSet.of(selectors.toArray(String[]::new));
        changes++;
        reader.subscriber.exclude(chosen);
        for (String channel : CHANNELS) {
            if (chosen.matches(new ChannelName(channel))) {
                offsets(channel, 0).forEach(debts.get(channel)::waive);
            }
        }
    }

    void round() {
        test.shard().round();
    }

    void io(int index) {
        if (index < test.io.waiting()) {
            test.io.run(index);
        }
    }

    void open(int window) {
        reader.open(window);
    }

    /** The connection breaks; if the last id is exact, a new one goes on after it. */
    void cut() {
        test.rounds();
        check();
        if (pasts == 0 && reader.ends().isEmpty()) {
            reader.subscriber.gone();
            test.rounds();
            resume();
        }
    }

    void passTime() {
        test.pass(Duration.ofSeconds(2));
    }

    void settle() {
        test.settle();
    }

    // --- what holds after each step ---

    void check() {
        reader.takeText().lines().forEach(this::read);
        readsPast = pasts > 0;
        if (pasts == 0 && reader.ends().isEmpty()) {
            assertThat(oldestDebt()).as("with the last id %d", lastId).isGreaterThan(lastId);
            requireNewestId();
        }
        if (oldestDebt() == Long.MAX_VALUE && unkeptDue.isEmpty() && pasts == 0) {
            changes = 0;
        }
        if (!reader.ends().isEmpty()) {
            assertThat(reader.ends()).containsExactly(CloseReason.SLOW);
            resume();
        }
    }

    /** Else it would get again what it has, if it came back now; but it may be blocked before it is told. */
    private void requireNewestId() {
        if (!reader.isBlocked()) {
            if (!beginsAnew) {
                assertThat(lastId).as("the newest that it has got").isEqualTo(highestId);
            }
            highestId = lastId;
            beginsAnew = false;
        }
    }

    private long oldestDebt() {
        return debts.values().stream().mapToLong(Debts::oldest).min().orElse(Long.MAX_VALUE);
    }

    /** With the last id if it is exact, else with the place from which nothing is missing. */
    private void resume() {
        SelectorSet all = reader.subscriber.included();
        boolean exact = pasts == 0 && lastId > 0;
        long from = exact ? lastId : Math.min(oldestDebt() - 1, durable.size());
        connection++;
        pasts = 0;
        behind = 0;
        changes = 0;
        debts.values().forEach(Debts::clear);
        unkeptDue.clear();
        unkeptPossible.clear();
        reader = connect();
        lastId = all.isEmpty() ? 0 : from;
        highestId = lastId;
        beginsAnew = false;
        if (all.isEmpty()) {
            return;
        }
        goOn(all, from);
    }

    /** As if it had included some of them in the middle of what it has missed. */
    private void goOn(SelectorSet all, long from) {
        SelectorSet first = all.only(selector -> selector.value().length() % 2 == connection % 2);
        long middle = (from + durable.size()) / 2;
        for (String channel : CHANNELS) {
            ChannelName name = new ChannelName(channel);
            if (all.matches(name)) {
                offsets(channel, first.matches(name) ? from : middle).forEach(debts.get(channel)::due);
            }
        }
        int of = connection;
        pasts++;
        behind++;
        reader.subscriber.resume(List.of(new Step(first, from), new Step(all, middle)), () -> {
            if (of == connection && !reader.subscriber.isEnded()) {
                pasts--;
                behind--;
            }
        });
    }

    void finish() {
        reader.open(TestHub.UNLIMITED);
        test.settle();
        check();
        reader.open(TestHub.UNLIMITED);
        test.settle();
        check();
        assertThat(pasts).isZero();
        assertThat(oldestDebt()).as("never delivered").isEqualTo(Long.MAX_VALUE);
        assertThat(unkeptDue).as("never delivered, and no gap was told").isEmpty();
        assertThat(test.shard().feeds().all()).hasSizeLessThanOrEqualTo(1);
        assertThat(test.shard().feeds().budget().bytes()).isZero();

        reader.subscriber.gone();
        test.settle();
        assertThat(test.shard().isEmpty()).isTrue();
    }

    // --- what it reads ---

    private void read(String line) {
        if (line.equals(".")) {
            return;
        }
        if (line.startsWith("gap slow ")) {
            readGap();
        } else if (line.startsWith("~ ")) {
            readVolatile(line);
        } else if (line.startsWith("at ")) {
            lastId = Long.parseLong(line.substring("at ".length()));
            if (!readsPast) {
                assertThat(lastId).isGreaterThanOrEqualTo(highestId);
            }
            highestId = Math.max(lastId, highestId);
        } else {
            readDurable(line);
        }
    }

    /** Volatile events are lost; and, if there were many changes, others of channels that it has excluded. */
    private void readGap() {
        unkeptPossible.addAll(unkeptDue);
        unkeptDue.clear();
        SelectorSet included = reader.subscriber.included();
        for (String channel : CHANNELS) {
            if (changes >= MANY_CHANGES && !included.matches(new ChannelName(channel))) {
                offsets(channel, 0).forEach(debts.get(channel)::forgive);
            }
        }
    }

    private void readDurable(String line) {
        long offset = Long.parseLong(line.substring(0, line.indexOf(' ')));
        Published event = durable.get((int) offset - 1);

        assertThat(line).isEqualTo(offset + " " + event.channel + " " + event.text);
        assertThat(event.isForReader()).as("not for it: %s", line).isTrue();
        debts.get(event.channel).got(offset);
        if (!readsPast) {
            assertThat(offset).as("out of order").isGreaterThan(highestId);
        }
        lastId = offset;
        highestId = Math.max(highestId, offset);
    }

    private void readVolatile(String line) {
        String[] parts = line.split(" ", 3);
        int number = Integer.parseInt(parts[2].substring(1, parts[2].indexOf('.')));
        Published event = unkept.get(number);

        assertThat(line).isEqualTo("~ " + event.channel + " " + event.text);
        assertThat(event.isForReader()).as("not for it: %s", line).isTrue();
        assertThat(unkeptDue.remove(number) || unkeptPossible.remove(number))
                .as("not asked for: %s", line)
                .isTrue();
        assertThat(number).as("repeated or out of order").isGreaterThanOrEqualTo(nextVolatile);
        nextVolatile = number + 1;
    }

    /** Of the durable events of a channel that are for the reader. */
    private List<Long> offsets(String channel, long after) {
        List<Long> offsets = new ArrayList<>();
        for (int i = (int) after; i < durable.size(); i++) {
            if (durable.get(i).channel.equals(channel) && durable.get(i).isForReader()) {
                offsets.add(i + 1L);
            }
        }
        return offsets;
    }
}
