package dev.carillon.ticker.compare;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.ticker.Board;
import dev.carillon.ticker.Standing;
import dev.carillon.ticker.model.Symbol;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one session.
 *
 * <p>Threading: any thread; nothing waits.
 */
public final class Comparison {

    /** Symbols whose quotes are looked at, so that a session takes some kilobytes at most. */
    static final int MAX_SYMBOLS = 64;

    private static final double MICROS_OF_MILLI = 1_000;

    private static final class Count {

        private long requests;
        private long bytesIn;
        private long bytesOut;
        private long changes;
        private final Map<String, Showing> shown = new HashMap<>();

        @Nullable
        Double meanAgeMillis(long nowMicros) {
            double area = 0;
            double micros = 0;
            for (Showing showing : shown.values()) {
                area += showing.area(nowMicros);
                micros += showing.micros(nowMicros);
            }
            if (shown.isEmpty()) {
                return null;
            }
            // To the microsecond.
            return micros == 0 ? 0.0 : Math.round(area / micros) / MICROS_OF_MILLI;
        }
    }

    private final Board board;
    private final InstantSource clock;

    @GuardedBy("this")
    private final Map<Technique, Count> counts = new EnumMap<>(Technique.class);

    private volatile Instant lastUse;

    Comparison(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
        this.lastUse = clock.instant();
    }

    /** A request came; its head and body have so many bytes. */
    public synchronized void asked(Technique technique, long bytes) {
        used();
        Count count = count(technique);
        count.requests++;
        count.bytesIn += bytes;
    }

    /** So many bytes went to the client. */
    public synchronized void sent(Technique technique, long bytes) {
        used();
        count(technique).bytesOut += bytes;
    }

    /** A quote went to the client. Of a symbol that is not looked at, that costs nothing. */
    public synchronized void shown(Technique technique, String symbol, long sequence) {
        Count count = count(technique);
        Showing showing = count.shown.get(symbol);
        if (showing == null && count.shown.size() == MAX_SYMBOLS) {
            return;
        }
        Standing newest = board.standing(new Symbol(symbol)).orElse(null);
        if (newest == null) {
            return;
        }
        if (showing == null) {
            count.shown.put(symbol, new Showing(sequence, newest, nowMicros()));
            count.changes++;
        } else if (showing.next(sequence, newest, nowMicros())) {
            count.changes++;
        }
    }

    /** How it stands. */
    public synchronized Map<Technique, Figures> figures() {
        long now = nowMicros();
        Map<Technique, Figures> figures = new EnumMap<>(Technique.class);
        for (Technique technique : Technique.values()) {
            Count count = count(technique);
            figures.put(
                    technique,
                    new Figures(
                            count.requests, count.bytesIn, count.bytesOut, count.changes, count.meanAgeMillis(now)));
        }
        return figures;
    }

    @GuardedBy("this")
    private Count count(Technique technique) {
        return counts.computeIfAbsent(technique, first -> new Count());
    }

    void used() {
        lastUse = clock.instant();
    }

    Instant lastUse() {
        return lastUse;
    }

    private long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }
}
