package dev.carillon.bench.load;

/** What the members of a room got beside messages. Threading: the generator's one thread. */
final class ChatTally {
    long joinEvents;
    long joinBytes;
    long typing;

    /** One event of {@code bytes} bytes has come, with all that is around it. */
    void came(long name, long bytes) {
        if (name == ChatEventName.TYPING) {
            typing++;
        } else if (name == ChatEventName.JOINED) {
            joinEvents++;
            joinBytes += bytes;
        }
    }
}
