package dev.carillon.bench;

/**
 * How much of what a scenario sends.
 *
 * @param subscribers open connections that listen
 * @param channels subscriber {@code i} listens to channel {@code i % channels}; events go round them in turn
 * @param batch events in one publish request
 * @param publishers keep-alive connections that publish; each sends only after its last request was answered
 * @param eventsPerSecond the pace, or 0 for a closed loop: the next request follows the answer to the last one
 * @param dataBytes length of the data of one event
 * @param history events that are published beforehand, to be replayed
 * @param typists subscribers who say now and then that they type
 * @param channelsEach how many channels a subscriber listens to; more than one only where channels are a ticker's symbols
 */
public record Traffic(
        int subscribers,
        int channels,
        int batch,
        int publishers,
        double eventsPerSecond,
        int dataBytes,
        int history,
        int typists,
        int channelsEach) {

    /** Half of the 20,000 files that one process may open on a usual server leaves room for the server's own. */
    private static final int MAX_SUBSCRIBERS = 19_000;

    /** The hub takes at most this many events in one request. */
    private static final int MAX_BATCH = 1_000;

    /** Nobody types, and everybody listens to one channel. */
    Traffic(
            int subscribers,
            int channels,
            int batch,
            int publishers,
            double eventsPerSecond,
            int dataBytes,
            int history) {
        this(subscribers, channels, batch, publishers, eventsPerSecond, dataBytes, history, 0, 1);
    }

    public Traffic {
        if (subscribers < 1 || subscribers > MAX_SUBSCRIBERS) {
            throw new IllegalArgumentException("subscribers must be 1 to " + MAX_SUBSCRIBERS + ": " + subscribers);
        }
        if (batch < 1 || batch > MAX_BATCH) {
            throw new IllegalArgumentException("batch must be 1 to " + MAX_BATCH + ": " + batch);
        }
        if (channelsEach < 1 || channelsEach > channels) {
            throw new IllegalArgumentException("channelsEach must be 1 to " + channels + ": " + channelsEach);
        }
        if (channelsEach == 1 && (subscribers % channels != 0 || (batch > 1 && channels > 1))) {
            throw new IllegalArgumentException("channels must divide subscribers, and be 1 with batches: " + channels);
        }
        if (typists < 0 || typists > subscribers) {
            throw new IllegalArgumentException("typists must be 0 to " + subscribers + ": " + typists);
        }
    }

    /** Whether one event of a channel is acknowledged before the next one is sent. */
    public boolean ordered() {
        return publishers == 1 || publishers < channels;
    }
}
