package dev.carillon.ticker.candle;

import dev.carillon.ticker.model.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link CandleBook} has to remember to go on exactly where it was.
 *
 * @param reference the price to which changes of the day are told
 * @param newest of each interval, shortest first
 */
public record CandleState(BigDecimal reference, List<Newest> newest) {

    public CandleState {
        newest = List.copyOf(newest);
        Interval[] intervals = Interval.values();
        boolean complete = newest.size() == intervals.length;
        for (int i = 0; complete && i < intervals.length; i++) {
            complete = newest.get(i).interval() == intervals[i];
        }
        if (!complete) {
            throw new IllegalArgumentException("each interval has a newest candle, in the order of their length");
        }
    }

    /**
     * The newest candle of an interval.
     *
     * @param start whole seconds, as is the end
     * @param quotes at least 1
     * @param told whether it was told as closed since it changed last
     * @param late quotes that came too late for the interval so far
     */
    public record Newest(
            Interval interval,
            Instant start,
            Instant end,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            long quotes,
            boolean told,
            long late) {

        public Newest {
            if (!start.isBefore(end) || quotes < 1 || late < 0) {
                throw new IllegalArgumentException("no candle: start=" + start + " end=" + end + " quotes=" + quotes);
            }
        }
    }
}
