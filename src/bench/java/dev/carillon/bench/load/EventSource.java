package dev.carillon.bench.load;

import dev.carillon.bench.PublishShape;
import dev.carillon.bench.Traffic;
import java.nio.ByteBuffer;

/** Numbers the events of each channel and writes the requests that publish them, going round the channels. */
final class EventSource {
    private final int batch;
    private final int dataBytes;
    private final String[] channels;
    private final PublishShape[] shapes;
    private final long[] lastSequences;
    private int nextChannel;
    private long events;

    EventSource(Settings settings) {
        Traffic traffic = settings.traffic();
        this.batch = traffic.batch();
        this.dataBytes = traffic.dataBytes();
        this.channels = new String[traffic.channels()];
        this.shapes = new PublishShape[traffic.channels()];
        this.lastSequences = new long[traffic.channels()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = "bench" + i;
            shapes[i] = settings.dialect().publish(channels[i], batch, dataBytes);
        }
    }

    /** Puts the next request into {@code out}; the number of responses that acknowledge it. */
    int writeRequest(ByteBuffer out, long stampNanos) {
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
