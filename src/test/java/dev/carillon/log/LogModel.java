package dev.carillon.log;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a log promises, in the simplest way: all that was ever appended, and which of it is kept and which is lost. */
final class LogModel {

    private final RetentionPolicy policy;
    private final List<Entry> everything = new ArrayList<>();
    private final NavigableSet<Long> kept = new TreeSet<>();

    /** What is neither kept nor lost has a newer event of its key. */
    private final NavigableSet<Long> lost = new TreeSet<>();

    LogModel(RetentionPolicy policy) {
        this.policy = policy;
    }

    boolean refuses(List<Event> events) {
        return events.stream()
                .anyMatch(event ->
                        event.key() == null && policy.ruleFor(event.channel()).compacted());
    }

    void append(Entry entry) {
        Event event = entry.event();
        everything.add(entry);
        if (policy.ruleFor(event.channel()).compacted()) {
            kept.removeIf(offset -> isSameKey(event, at(offset).event()));
        }
        kept.add(entry.offset());
    }

    private static boolean isSameKey(Event event, Event other) {
        return event.channel().equals(other.channel())
                && String.valueOf(event.key()).equals(other.key());
    }

    /** Oldest first, rule by rule. */
    void trim(Instant now) {
        for (int i = 0; i < policy.rules().size(); i++) {
            RetentionRule rule = policy.rules().get(i);
            List<Entry> held = held(i);
            long bytes = weight(held);
            int left = held.size();
            for (Entry entry : held) {
                if (rule.compacted() && !entry.event().isTombstone()) {
                    continue;
                }
                boolean tooOld = entry.event().time().isBefore(rule.limits().keepFrom(now));
                boolean tooMany = left > rule.limits().maxEntries()
                        || (bytes > rule.limits().maxBytes() && left > 1);
                if (!tooOld && (rule.compacted() || !tooMany)) {
                    break;
                }
                kept.remove(entry.offset());
                lost.add(entry.offset());
                bytes -= entry.event().weightInBytes();
                left--;
            }
        }
    }

    /** By hand; how many these were. */
    long cut(SelectorSet channels, long through) {
        List<Entry> cut = kept(0, through, channels);
        cut.forEach(entry -> kept.remove(entry.offset()));
        cut.forEach(entry -> lost.add(entry.offset()));
        return cut.size();
    }

    long head() {
        return everything.size();
    }

    long oldest() {
        return kept.isEmpty() ? head() + 1 : kept.first();
    }

    /** What can be read, from one offset to another, both included. */
    List<Entry> kept(long from, long to, SelectorSet selectors) {
        return chosen(kept, from, to, selectors);
    }

    /** The newest of what is lost, from one offset to another, both included; 0 if nothing is. */
    long newestLost(long from, long to, SelectorSet selectors) {
        List<Entry> found = chosen(lost, from, to, selectors);
        return found.isEmpty() ? 0 : found.get(found.size() - 1).offset();
    }

    /** What was appended up to an offset and can be read or is lost. */
    List<Entry> through(long offset) {
        return everything.stream()
                .limit(offset)
                .filter(entry -> kept.contains(entry.offset()) || lost.contains(entry.offset()))
                .toList();
    }

    /** The newest that is kept before anything that was made at this time or later; 0 if there is none. */
    long keptBefore(Instant time) {
        long offset = 0;
        for (Entry entry : everything) {
            if (!entry.event().time().isBefore(time)) {
                break;
            }
            offset = kept.contains(entry.offset()) ? entry.offset() : offset;
        }
        return offset;
    }

    List<LogStatus.Kept> status() {
        return IntStream.range(0, policy.rules().size())
                .mapToObj(i -> new LogStatus.Kept(policy.rules().get(i), held(i).size(), weight(held(i))))
                .toList();
    }

    private List<Entry> held(int rule) {
        return kept.stream()
                .map(this::at)
                .filter(entry -> policy.indexFor(entry.event().channel()) == rule)
                .toList();
    }

    private List<Entry> chosen(NavigableSet<Long> offsets, long from, long to, SelectorSet selectors) {
        return from > to
                ? List.of()
                : offsets.subSet(from, true, to, true).stream()
                        .map(this::at)
                        .filter(entry -> selectors.matches(entry.event().channel()))
                        .toList();
    }

    private Entry at(long offset) {
        return everything.get((int) offset - 1);
    }

    private static long weight(List<Entry> entries) {
        return entries.stream()
                .mapToLong(entry -> entry.event().weightInBytes())
                .sum();
    }
}
