package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Reads line by line what a reader got, and compares it with what was published. */
final class Witness {

    private static final int NOT_YET = Integer.MAX_VALUE;

    final Reader reader;
    final SelectorSet selectors;
    private final DeliveryWalk walk;
    private final ArrayDeque<String> expected = new ArrayDeque<>();

    /** It has got, or was told that it will never get, every durable event up to here but those that are missing. */
    private long seen;

    /** What was left out and it was not told of yet. It has to be, once it has got what was left between. */
    private final TreeSet<Long> missing = new TreeSet<>();

    private long lastId = -1;
    private boolean subscribed;

    /** It has to get every volatile event from this one on. */
    private int firstVolatile = NOT_YET;

    /** It may get no volatile event before this one. */
    private int nextVolatile;

    /** It was told that volatile events are missing at this place. */
    private boolean excused = true;

    private int sent;
    private int gotSent;

    Witness(DeliveryWalk walk, Reader reader, SelectorSet selectors) {
        this.walk = walk;
        this.reader = reader;
        this.selectors = selectors;
    }

    void beginsAfter(long offset) {
        seen = offset;
    }

    void subscribe(Start start) {
        if (start instanceof Start.Live) {
            beginsNow();
        }
        subscribed = true;
        reader.subscriber.subscribe(selectors, start);
    }

    private void beginsNow() {
        seen = walk.head();
        firstVolatile = walk.unkept().size();
        nextVolatile = firstVolatile;
        excused = false;
    }

    /** The first of what it is told. */
    void expects(String line) {
        expected.add(line);
    }

    /** The id with which a browser would come again; -1 if it has none. */
    long lastId() {
        return lastId;
    }

    void send() {
        var unused = reader.subscriber.send(("sent " + sent + "\n").getBytes(UTF_8));
        sent++;
    }

    /** Nothing is under way any more: if its sink is open, it is at the tail. */
    void settled() {
        read();
        if (subscribed && !reader.isBlocked()) {
            firstVolatile = Math.min(firstVolatile, walk.unkept().size());
        }
    }

    void read() {
        reader.takeText().lines().forEach(this::read);
    }

    void requireEverything() {
        assertThat(expected).isEmpty();
        missBetween(seen, walk.head());
        requireNothingMissing("the end");
        for (int i = Math.max(nextVolatile, firstVolatile); i < walk.unkept().size(); i++) {
            assertThat(walk.unkept().get(i).isFor(selectors))
                    .as("volatile event %d never came", i)
                    .isFalse();
        }
        assertThat(gotSent).isEqualTo(sent);
    }

    private void read(String line) {
        if (line.equals(".")) {
            return;
        }
        if (line.startsWith("sent ")) {
            assertThat(line).isEqualTo("sent " + gotSent++);
            return;
        }
        String first = expected.poll();
        if (first != null) {
            assertThat(line).isEqualTo(first);
        } else if (line.startsWith("gap slow ")) {
            readSlowGap(line);
        } else if (line.startsWith("gap trimmed ")) {
            readTrimmedGap(line);
        } else if (line.startsWith("~ ")) {
            readVolatile(line);
        } else if (line.startsWith("at ")) {
            lastId = Long.parseLong(line.substring("at ".length()));
            assertThat(lastId).as("where it begins").isEqualTo(seen);
        } else {
            readDurable(line);
        }
    }

    private void readDurable(String line) {
        long offset = Long.parseLong(line.substring(0, line.indexOf(' ')));
        DeliveryWalk.Published event = walk.durable().get((int) offset - 1);

        assertThat(line).isEqualTo(offset + " " + event.channel() + " " + event.text());
        assertThat(event.isFor(selectors)).as("not asked for: %s", line).isTrue();
        assertThat(offset).as("repeated or out of order").isGreaterThan(seen);
        missBetween(seen, offset - 1);
        seen = offset;
        lastId = offset;
    }

    private void readVolatile(String line) {
        String[] parts = line.split(" ", 3);
        int number = Integer.parseInt(parts[2].substring(1, parts[2].indexOf('x')));
        DeliveryWalk.Published event = walk.unkept().get(number);

        assertThat(line).isEqualTo("~ " + event.channel() + " " + event.text());
        assertThat(event.isFor(selectors)).as("not asked for: %s", line).isTrue();
        assertThat(number).as("repeated or out of order: %s", line).isGreaterThanOrEqualTo(nextVolatile);
        missBetween(seen, event.head());
        requireNothingMissing(line);
        assertThat(seen).as("came after what is newer: %s", line).isLessThanOrEqualTo(event.head());
        for (int i = nextVolatile; i < number && !excused; i++) {
            assertThat(walk.unkept().get(i).isFor(selectors))
                    .as("volatile event %d missing before %s", i, line)
                    .isFalse();
        }
        nextVolatile = number + 1;
        firstVolatile = Math.min(firstVolatile, number);
        excused = false;
    }

    private void readSlowGap(String line) {
        long[] range = range(line);

        assertThat(range[1]).isEqualTo(range[0]);
        missBetween(seen, range[0]);
        requireNothingMissing(line);
        excused = true;
        firstVolatile = Math.max(
                firstVolatile == NOT_YET ? 0 : firstVolatile, walk.unkept().size());
    }

    private void readTrimmedGap(String line) {
        long[] range = range(line);

        Set<Long> existing = walk.existing();
        missBetween(seen, range[0]);
        assertThat(missing).as("before the gap: %s", line).noneMatch(offset -> offset <= range[0]);
        missBetween(seen, range[1]);
        assertThat(missing).as("it can still be read: %s", line).noneMatch(existing::contains);
        // The log knows which was lost last, and not whether it was the only one; the ring may have that one.
        assertThat(LongStream.rangeClosed(range[0] + 1, walk.head()))
                .as("nothing is missing: %s", line)
                .anyMatch(offset -> !existing.contains(offset) && mayBeCalledLost(offset));
        missing.headSet(range[1], true).clear();
        seen = Math.max(seen, range[1]);
    }

    private static long[] range(String line) {
        List<String> ends = List.of(line.substring(line.lastIndexOf(' ') + 1).split("\\.\\.", 2));
        long after = ends.get(0).equals("?") ? 0 : Long.parseLong(ends.get(0));
        return new long[] {after, Long.parseLong(ends.get(1))};
    }

    private void missBetween(long after, long through) {
        LongStream.rangeClosed(after + 1, through).filter(this::isMissed).forEach(missing::add);
    }

    private boolean isMissed(long offset) {
        return walk.durable().get((int) offset - 1).isFor(selectors) && !walk.isObsolete(offset);
    }

    /** A tombstone is lost when it is trimmed, and stays so if its key comes back. */
    private boolean mayBeCalledLost(long offset) {
        DeliveryWalk.Published event = walk.durable().get((int) offset - 1);
        return event.isFor(selectors) && (event.text().isEmpty() || !walk.isObsolete(offset));
    }

    private void requireNothingMissing(String where) {
        assertThat(missing).as("never delivered; found at: %s", where).isEmpty();
    }
}
