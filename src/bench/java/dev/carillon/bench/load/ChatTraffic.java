package dev.carillon.bench.load;

import java.io.IOException;
import java.time.Duration;

/**
 * Members speak in turn at a pace, whatever the server does; some of them type. A message carries the moment it is sent, or was
 * due if it is late, as with {@link Publisher}.
 *
 * <p>Threading: the generator's one thread.
 */
final class ChatTraffic {
    /** A little more than the three seconds after which Carillon tells again that somebody types. */
    private static final double TYPING_SECONDS = 3.1;

    private static final long TIMER_NANOS = 2_000_000;
    private static final long MAX_WAIT_NANOS = 20_000_000;
    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final long MAX_DRAIN_NANOS = 60_000_000_000L;

    private final EventLoop loop;
    private final ChatRoom room;
    private final Tally tally;
    private final ChatTally chat;
    private final int members;
    private final int typists;
    private final long messageNanos;
    private final long noticeNanos;
    private long messages;
    private long notices;
    private long nextMessage;
    private long nextNotice;

    ChatTraffic(EventLoop loop, ChatRoom room, Settings settings, Tally tally, ChatTally chat) {
        this.loop = loop;
        this.room = room;
        this.tally = tally;
        this.chat = chat;
        this.members = settings.traffic().subscribers();
        this.typists = settings.traffic().typists();
        this.messageNanos = Math.round(1e9 / settings.traffic().eventsPerSecond());
        this.noticeNanos = typists == 0 ? 0 : Math.round(1e9 * TYPING_SECONDS / typists);
    }

    /** Returns when everything has come, or nothing does any more. */
    void run(Duration duration) throws IOException {
        long start = System.nanoTime();
        nextMessage = start;
        nextNotice = noticeNanos == 0 ? Long.MAX_VALUE : start;
        for (long now = start; now - start < duration.toNanos(); now = System.nanoTime()) {
            sendDue(now);
            long due = Math.min(nextMessage, nextNotice) - System.nanoTime();
            turn(Math.max(0, Math.min(MAX_WAIT_NANOS, due)));
        }
        drain();
    }

    /** Messages so far; the last one has this sequence. */
    long messages() {
        return messages;
    }

    /** Typing notices so far. */
    long notices() {
        return notices;
    }

    private void sendDue(long now) throws IOException {
        while (nextMessage <= now) {
            long stamp = now - nextMessage > TIMER_NANOS ? nextMessage : now;
            int speaker = (int) (messages % members);
            room.say(speaker, ++messages, stamp);
            nextMessage += messageNanos;
        }
        while (nextNotice <= now) {
            room.type((int) (notices++ % typists));
            nextNotice += noticeNanos;
        }
    }

    private void drain() throws IOException {
        long start = System.nanoTime();
        long lastProgress = start;
        long seen = 0;
        while (!room.idle() || tally.deliveries < messages * members) {
            turn(MAX_WAIT_NANOS);
            long now = System.nanoTime();
            if (tally.deliveries + chat.typing > seen) {
                seen = tally.deliveries + chat.typing;
                lastProgress = now;
            }
            if (now - lastProgress > SILENCE_NANOS || now - start > MAX_DRAIN_NANOS) {
                return;
            }
        }
    }

    private void turn(long waitNanos) throws IOException {
        loop.turn(waitNanos);
        room.look();
    }
}
