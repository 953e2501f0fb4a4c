package dev.carillon.log;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A log that does what another does, until a test lets it do something else. */
public class DelegatingLog implements EventLog {

    private final EventLog log;

    public DelegatingLog(EventLog log) {
        this.log = log;
    }

    @Override
    public CompletionStage<Appended> append(Append append) {
        return log.append(append);
    }

    @Override
    public Page read(long after, SelectorSet selectors, PageLimit limit) {
        return log.read(after, selectors, limit);
    }

    @Override
    public Page readBefore(long before, SelectorSet selectors, PageLimit limit) {
        return log.readBefore(before, selectors, limit);
    }

    @Override
    public EventId head() {
        return log.head();
    }

    @Override
    public EventId oldest() {
        return log.oldest();
    }

    @Override
    public long offsetBefore(Instant time) {
        return log.offsetBefore(time);
    }

    @Override
    public void listen(Consumer<List<Entry>> listener) {
        log.listen(listener);
    }

    @Override
    public LogStats stats() {
        return log.stats();
    }

    @Override
    public LogStatus status() {
        return log.status();
    }

    @Override
    public CompletionStage<Long> trim(SelectorSet channels, long through) {
        return log.trim(channels, through);
    }

    @Override
    public boolean isWritable() {
        return log.isWritable();
    }

    @Override
    public Optional<Path> backUp(int keep) throws IOException {
        return log.backUp(keep);
    }

    @Override
    public void close() {
        log.close();
    }
}
