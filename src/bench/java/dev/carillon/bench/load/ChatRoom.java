package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;

/** One room on one kind of server. Threading: the generator's one thread. */
interface ChatRoom extends Closeable {
    /** Somebody who joins, or has joined. */
    interface Member extends Closeable {
        /** He has got the picture of the room. */
        boolean joined();

        /** The server has ended his connection. */
        boolean closed();

        SequenceCheck check();
    }

    /** Begins to join. */
    Member join(int index) throws IOException;

    /** A member who has joined says something. */
    void say(int index, long sequence, long stampNanos) throws IOException;

    void type(int index) throws IOException;

    /** Everything that was sent has been answered. */
    boolean idle();

    /** To be called now and then. */
    void look() throws IOException;

    static ChatRoom of(EventLoop loop, Settings settings, Tally tally, ChatTally chat) throws IOException {
        return switch (settings.dialect()) {
            case CARILLON -> new HttpRoom(loop, settings, tally, chat);
            case SOCKET_IO -> new SocketIoRoom(loop, settings, tally, chat);
            case TEXTBOOK, NCHAN -> throw new IllegalArgumentException(settings.dialect() + " has no rooms");
        };
    }
}
