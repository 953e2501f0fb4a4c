package dev.carillon.ticker.feed.kind;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.FeedOutlet;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says what a file has, at the times that it has or faster. A line that is wrong ends the run; the next one goes on behind it.
 *
 * <p>Threading: as {@link Feed}.
 */
final class ReplayFeed implements Feed {

    private final ReplayFile file;
    private final double speed;
    private final boolean loop;
    private final boolean keepsTimes;

    /** Lines that were dealt with, well or not, since the file began. */
    private long done;

    ReplayFeed(ReplayFile file, double speed, boolean loop, boolean keepsTimes) {
        this.file = file;
        this.speed = speed;
        this.loop = loop;
        this.keepsTimes = keepsTimes;
    }

    @Override
    public void run(FeedOutlet outlet) throws IOException, InterruptedException {
        do {
            boolean whole = done == 0;
            long quotes = replay(outlet);
            if (quotes == 0 && whole) {
                throw new FeedException(file.name() + " has no quotes");
            }
            done = 0;
            // A short file as fast as it goes is not to take all of a processor.
            outlet.pause(Pace.BATCH);
        } while (loop);
    }

    private long replay(FeedOutlet outlet) throws IOException, InterruptedException {
        long quotes = 0;
        try (Lines lines = file.open()) {
            String head = lines.next();
            int columns = head == null ? 0 : Recorded.columns(head);
            if (columns == 0) {
                throw lines.wrong(Recorded.headRule());
            }
            lines.skipThrough(done);
            Timeline times = new Timeline(speed);
            for (String line = next(lines); line != null; line = next(lines)) {
                if (!line.isBlank()) {
                    replay(parsed(lines, line, columns), times, outlet);
                    quotes++;
                }
                done = lines.number();
            }
        }
        return quotes;
    }

    private @Nullable String next(Lines lines) throws IOException {
        try {
            return lines.next();
        } catch (FeedException tooLong) {
            done = lines.number();
            throw tooLong;
        }
    }

    private Recorded parsed(Lines lines, String line, int columns) throws FeedException {
        try {
            return Recorded.parse(line, columns, keepsTimes);
        } catch (IllegalArgumentException e) {
            done = lines.number();
            throw lines.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static void replay(Recorded recorded, Timeline times, FeedOutlet outlet) throws InterruptedException {
        Duration wait = times.until(recorded.time(), outlet.now());
        if (wait.compareTo(Pace.BATCH) >= 0) {
            outlet.pause(wait);
        }
        outlet.quote(recorded.tick());
    }
}
