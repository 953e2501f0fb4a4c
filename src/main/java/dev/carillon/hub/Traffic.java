package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is published to each channel. When there are more channels than it has places, those that were quiet for long lose
 * theirs; events of channels that find none are counted together.
 *
 * <p>Threading: any thread. Counting takes the lock of one channel for some additions.
 */
final class Traffic {

    static final int MAX_CHANNELS = 65_536;

    /** After so long without an event a place can be taken away. */
    static final Duration QUIET = Duration.ofMinutes(10);

    /** At least between two searches for quiet channels, for each looks at all of them. */
    private static final Duration SEARCH = Duration.ofMinutes(1);

    private final LongSupplier nanoClock;
    private final int maxChannels;
    private final Map<ChannelName, Meter> channels = new ConcurrentHashMap<>();
    private final LongAdder uncounted = new LongAdder();
    private final AtomicLong searchedNanos;

    Traffic(LongSupplier nanoClock) {
        this(nanoClock, MAX_CHANNELS);
    }

    Traffic(LongSupplier nanoClock, int maxChannels) {
        this.nanoClock = nanoClock;
        this.maxChannels = maxChannels;
        this.searchedNanos = new AtomicLong(nanoClock.getAsLong() - SEARCH.toNanos());
    }

    void countEntries(List<Entry> entries) {
        long now = nanoClock.getAsLong();
        int same = 0;
        for (int i = 0; i < entries.size(); i++) {
            same++;
            ChannelName channel = entries.get(i).event().channel();
            boolean more = i + 1 < entries.size()
                    && entries.get(i + 1).event().channel().equals(channel);
            if (!more) {
                count(channel, same, now);
                same = 0;
            }
        }
    }

    void countEvents(List<Event> events) {
        long now = nanoClock.getAsLong();
        for (Event event : events) {
            count(event.channel(), 1, now);
        }
    }

    /** The channels that the selectors choose, in the order of their names; looks at all of them. */
    ChannelPage page(SelectorSet selectors, String after, int limit) {
        TreeMap<String, Meter> first = new TreeMap<>();
        for (Map.Entry<ChannelName, Meter> entry : channels.entrySet()) {
            String name = entry.getKey().value();
            boolean onPage = first.size() <= limit || name.compareTo(first.lastKey()) < 0;
            if (onPage && name.compareTo(after) > 0 && selectors.matches(entry.getKey())) {
                first.put(name, entry.getValue());
                if (first.size() > limit + 1) {
                    first.pollLastEntry();
                }
            }
        }
        boolean more = first.size() > limit;
        if (more) {
            first.pollLastEntry();
        }
        long now = nanoClock.getAsLong();
        List<ChannelTraffic> page = first.entrySet().stream()
                .map(entry -> entry.getValue().read(new ChannelName(entry.getKey()), now))
                .toList();
        return new ChannelPage(page, more ? Optional.of(first.lastKey()) : Optional.empty(), uncounted.sum());
    }

    private void count(ChannelName channel, int events, long now) {
        Meter meter = channels.get(channel);
        if (meter == null) {
            meter = place(channel, now);
        }
        if (meter == null) {
            uncounted.add(events);
        } else {
            meter.count(events, now);
        }
    }

    /** A few more than the limit may be there, if several find the last place free at the same time. */
    private @Nullable Meter place(ChannelName channel, long now) {
        if (channels.size() >= maxChannels) {
            forgetQuiet(now);
            if (channels.size() >= maxChannels) {
                return null;
            }
        }
        return channels.computeIfAbsent(channel, name -> new Meter(now));
    }

    private void forgetQuiet(long now) {
        long searched = searchedNanos.get();
        if (now - searched >= SEARCH.toNanos() && searchedNanos.compareAndSet(searched, now)) {
            channels.values().removeIf(meter -> meter.isQuiet(now));
        }
    }

    /** One channel: this minute, and the one before. The rate takes of that as much as is not yet a minute ago. */
    private static final class Meter {

        private static final long MINUTE = Duration.ofMinutes(1).toNanos();

        private long events;
        private long minuteBegan;
        private long thisMinute;
        private long minuteBefore;
        private long lastNanos;

        Meter(long now) {
            minuteBegan = now;
            lastNanos = now;
        }

        synchronized void count(int more, long now) {
            turn(now);
            events += more;
            thisMinute += more;
            lastNanos = now;
        }

        synchronized boolean isQuiet(long now) {
            return now - lastNanos >= QUIET.toNanos();
        }

        synchronized ChannelTraffic read(ChannelName channel, long now) {
            turn(now);
            double ofBefore = 1 - (double) (now - minuteBegan) / MINUTE;
            double lastMinute = thisMinute + minuteBefore * Math.min(1, ofBefore);
            return new ChannelTraffic(
                    channel, events, lastMinute / Duration.ofMinutes(1).toSeconds());
        }

        private void turn(long now) {
            long minutes = (now - minuteBegan) / MINUTE;
            if (minutes > 0) {
                minuteBefore = minutes == 1 ? thisMinute : 0;
                thisMinute = 0;
                minuteBegan += minutes * MINUTE;
            }
        }
    }
}
