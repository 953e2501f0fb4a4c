package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * Tells the events of a room's server-sent events apart, beside what a {@link FrameScanner} finds in the messages.
 *
 * <p>Threading: the generator's one thread.
 */
final class RoomScanner implements BodyScanner {
    private static final byte[] FIELD = "event: ".getBytes(US_ASCII);
    private static final int NAME_END = FIELD.length + ChatEventName.CHARACTERS;

    private final FrameScanner messages;
    private final ChatTally tally;
    private boolean connected;
    private long bytes;
    private long name;
    private int column;
    private boolean isEventField = true;

    RoomScanner(FrameScanner messages, ChatTally tally) {
        this.messages = messages;
        this.tally = tally;
    }

    /** The picture of the room has come, so this member has joined. */
    boolean connected() {
        return connected;
    }

    @Override
    public void scan(ByteBuffer in, int from, int to, long nowNanos) {
        messages.scan(in, from, to, nowNanos);
        for (int at = from; at < to; at++) {
            byte next = in.get(at);
            bytes++;
            if (next == '\n') {
                lineEnded();
            } else {
                if (isEventField && column < NAME_END) {
                    inField(next);
                }
                column++;
            }
        }
    }

    private void inField(byte next) {
        if (column >= FIELD.length) {
            name = ChatEventName.with(name, next);
        } else {
            isEventField = next == FIELD[column];
        }
    }

    private void lineEnded() {
        if (column == 0) {
            tally.came(name, bytes);
            connected |= name == ChatEventName.CONNECTED;
            name = 0;
            bytes = 0;
        }
        column = 0;
        isEventField = true;
    }
}
