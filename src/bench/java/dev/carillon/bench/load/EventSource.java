package dev.carillon.bench.load;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.PublishShape;
import dev.carillon.bench.Traffic;
import java.nio.ByteBuffer;

/** Numbers the events of each channel and writes the requests that publish them, going round the channels. */
final class EventSource implements PublishConnection.Source {
    private final int batch;
    private final int dataBytes;
    private final String[] channels;
    private final PublishShape[] shapes;
    private final long[] lastSequences;
    private int nextChannel;
    private long events;

    private EventSource(Dialect dialect, String prefix, int channelCount, int batch, int dataBytes) {
        this.batch = batch;
        this.dataBytes = dataBytes;
        this.channels = new String[channelCount];
        this.shapes = new PublishShape[channelCount];
        this.lastSequences = new long[channelCount];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = prefix + i;
            shapes[i] = dialect.publish(channels[i], batch, dataBytes);
        }
    }

    /** What the scenario publishes. */
    static EventSource of(Settings settings) {
        Traffic traffic = settings.traffic();
        return new EventSource(
                settings.dialect(), "bench", traffic.channels(), traffic.batch(), traffic.dataBytes());
    }

    /** One channel, in batches of this size, for the replays. */
    static EventSource ofHistory(Settings settings, int batch) {
        return new EventSource(
                settings.dialect(), "history", 1, batch, settings.traffic().dataBytes());
    }

    @Override
    public int writeRequest(ByteBuffer out, long stampNanos) {
        int channel = nextChannel;
        nextChannel = (channel + 1) % channels.length;
        PublishShape shape = shapes[channel];
        shape.begin(out);
        for (int i = 0; i < batch; i++) {
            shape.beforeEvent(out, i == 0);
            Marker.write(out, ++lastSequences[channel], stampNanos, dataBytes);
            shape.afterEvent(out);
        }
        shape.end(out);
        events += batch;
        return shape.answers();
    }

    String channelName(int index) {
        return channels[index];
    }

    long lastSequence(int channelIndex) {
        return lastSequences[channelIndex];
    }

    /** Events of all channels so far. */
    long events() {
        return events;
    }
}
