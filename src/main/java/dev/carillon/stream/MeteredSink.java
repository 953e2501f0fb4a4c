package dev.carillon.stream;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Sink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sink whose bytes are measured; others do not pay for it. */
final class MeteredSink implements Sink {

    private final Sink sink;
    private final Meter meter;

    MeteredSink(Sink sink, Meter meter) {
        this.sink = sink;
        this.meter = meter;
    }

    @Override
    public boolean write(Chunk chunk) {
        boolean more = sink.write(chunk);
        meter.wrote(chunk.array(), chunk.length());
        return more;
    }

    @Override
    public boolean drain() {
        return sink.drain();
    }

    @Override
    public void close(CloseReason reason) {
        sink.close(reason);
    }

    @Override
    public Duration patience() {
        return sink.patience();
    }

    @Override
    public boolean isPoll() {
        return sink.isPoll();
    }

    @Override
    public void keepShort() {
        sink.keepShort();
    }

    @Override
    public boolean noticesDeparture() {
        return sink.noticesDeparture();
    }

    @Override
    public @Nullable String transport() {
        return sink.transport();
    }
}
