package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of the log, encoded and joined for one wire format. It serves every replay whose cursor is inside, wherever that
 * began; and what it holds stays right when the log has forgotten it.
 *
 * <p>Threading: immutable; made on an I/O thread.
 */
final class ReplayPage {

    private static final System.Logger LOGGER = System.getLogger(ReplayPage.class.getName());

    /** What a page costs that has nothing, with its place in the cache, roughly. */
    private static final int PAGE_BYTES = 512;

    /** What a slice costs beside its frames, roughly. */
    private static final int SLICE_BYTES = 128;

    /** What a frame costs beside its bytes. */
    private static final int FRAME_BYTES = Long.BYTES + Integer.BYTES;

    /**
     * Whole frames that are written at once.
     *
     * @param offsets of the frames
     * @param ends where each frame ends in the chunk
     * @param notFor for whom each frame is not; null if all are for everybody
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Slice(
            Chunk chunk,
            long[] offsets,
            int[] ends,
            @Nullable List<Set<String>> notFor) {

        static Slice of(List<Frame> frames) {
            long[] offsets = new long[frames.size()];
            int[] ends = new int[frames.size()];
            int end = 0;
            for (int i = 0; i < ends.length; i++) {
                offsets[i] = frames.get(i).offset();
                end += frames.get(i).bytes().length;
                ends[i] = end;
            }
            boolean forAll = frames.stream().allMatch(frame -> frame.notFor() == null);
            return new Slice(Chunk.of(Joiner.join(frames, end)), offsets, ends, forAll ? null : notFor(frames));
        }

        private static List<Set<String>> notFor(List<Frame> frames) {
            return frames.stream()
                    .map(frame -> frame.notFor() == null ? Set.<String>of() : frame.notFor())
                    .toList();
        }

        int events() {
            return ends.length;
        }

        long lastOffset() {
            return offsets[offsets.length - 1];
        }

        /** Its frames after one offset and up to another; null if there are none. Mostly it is itself, so nothing is copied. */
        @Nullable
        Slice between(long after, long through) {
            int from = count(after);
            int to = count(through);
            if (from == to) {
                return null;
            }
            if (to - from == ends.length) {
                return this;
            }
            int begin = from == 0 ? 0 : ends[from - 1];
            int[] shifted = Arrays.copyOfRange(ends, from, to);
            Arrays.setAll(shifted, i -> shifted[i] - begin);
            byte[] part = Arrays.copyOfRange(chunk.array(), begin, ends[to - 1]);
            List<Set<String>> some = notFor == null ? null : notFor.subList(from, to);
            return new Slice(Chunk.of(part), Arrays.copyOfRange(offsets, from, to), shifted, some);
        }

        /** What a connection of this name gets of it; null if nothing. */
        @Nullable
        Chunk forOne(@Nullable String name) {
            if (notFor == null || name == null || notFor.stream().noneMatch(names -> names.contains(name))) {
                return chunk;
            }
            ByteArrayOutputStream own = new ByteArrayOutputStream(chunk.length());
            for (int i = 0; i < ends.length; i++) {
                if (!notFor.get(i).contains(name)) {
                    int begin = i == 0 ? 0 : ends[i - 1];
                    own.write(chunk.array(), begin, ends[i] - begin);
                }
            }
            return own.size() == 0 ? null : Chunk.of(own.toByteArray());
        }

        private int count(long offset) {
            int found = Arrays.binarySearch(offsets, offset);
            return found >= 0 ? found + 1 : -found - 1;
        }
    }

    private final long after;
    private final long through;
    private final long lostThrough;
    private final List<Slice> slices;
    private final boolean stub;

    private ReplayPage(long after, Page page, List<Slice> slices, boolean reachedEnd) {
        this.after = after;
        this.through = page.through();
        this.lostThrough = page.lostThrough();
        this.slices = slices;
        this.stub = reachedEnd && bytes() < Joiner.CATCH_UP_BYTES;
    }

    static ReplayPage read(EventLog log, Feed.Key key, long after, PageLimit limit) {
        long head = log.head().offset();
        Page page = log.read(after, key.selectors(), limit);
        List<Slice> slices = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        int size = 0;
        for (Entry entry : page.entries()) {
            Frame frame = encode(entry, key);
            if (frame == null) {
                continue;
            }
            size += frame.bytes().length;
            if (size > Joiner.CATCH_UP_BYTES && !frames.isEmpty()) {
                slices.add(Slice.of(frames));
                frames.clear();
                size = frame.bytes().length;
            }
            frames.add(frame);
        }
        if (!frames.isEmpty()) {
            slices.add(Slice.of(frames));
        }
        return new ReplayPage(after, page, slices, page.through() >= head);
    }

    /** Null if it is not for them. One event that cannot be encoded must not take those after it along; the live ones are left out too. */
    private static @Nullable Frame encode(Entry entry, Feed.Key key) {
        try {
            return key.format().isFor(entry.event(), key.selectors()) ? Frame.of(entry, key.format()) : null;
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "event not delivered id=" + entry.id(), e);
            return null;
        }
    }

    /** Where it begins: after this offset. */
    long after() {
        return after;
    }

    /** It has everything that matched up to here. */
    long through() {
        return through;
    }

    /** As of {@link Page}. The newest one that was lost is the newest one for every cursor before it. */
    long lostThrough() {
        return lostThrough;
    }

    /**
     * Whether it is worth while to go on with it after the cursor. One that ended because the log did then is not, if it is
     * smaller than a write can be and the log has more by now: who comes while events are published, one by one, would be
     * written as many pages.
     */
    boolean serves(long cursor, long limit) {
        return cursor < through && (!stub || limit <= through);
    }

    /** What it takes in memory. */
    long weightInBytes() {
        int events = slices.stream().mapToInt(Slice::events).sum();
        return PAGE_BYTES + (long) SLICE_BYTES * slices.size() + (long) FRAME_BYTES * events + bytes();
    }

    private long bytes() {
        return slices.stream().mapToLong(slice -> slice.chunk.length()).sum();
    }

    /** The next frames after a cursor, none of them above the limit; null if there are none. */
    @Nullable
    Slice next(long cursor, long limit) {
        for (Slice slice : slices) {
            if (slice.lastOffset() > cursor) {
                return slice.between(cursor, limit);
            }
        }
        return null;
    }
}
