package dev.carillon.socketio;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bean with {@link Namespace} implements this if its sockets {@linkplain Socket#listen listen} to channels of the hub: it says what
 * events of these look like. Without it they are {@code event} with the envelope.
 */
public interface ChannelEvents {

    /**
     * An event of Socket.IO.
     *
     * @param args JSON documents
     */
    record Said(String event, List<String> args) {

        public Said {
            args = List.copyOf(args);
        }
    }

    /**
     * Called once for each event, whoever hears it, by threads of the hub: it must return at once.
     *
     * @param id null if it is volatile
     */
    Said say(Event event, @Nullable EventId id);

    /**
     * Whether it is by the caller's grants that a socket may listen to channels; else the bean has rules of its own. Then a newer token
     * takes the socket over whatever it covers.
     */
    default boolean isByGrants() {
        return true;
    }

    /**
     * Which of the channels that a socket listened to still exist, now that its client comes back. Of others nothing is looked for that
     * it may have missed; else somebody would lose all that he had because one of his channels was removed meanwhile. He still listens
     * to them unless {@link OnConnect} {@linkplain Socket#ignore takes} them away.
     */
    default SelectorSet existing(SelectorSet channels) {
        return channels;
    }
}
