package dev.carillon.chat.api;

import dev.carillon.api.Service;
import dev.carillon.chat.History;
import dev.carillon.chat.Reading;
import dev.carillon.chat.archive.Message;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Writes everything that was said in a room, one message a line.
 *
 * <p>Threading: request threads, which wait for a client that reads slowly; so there are few at a time.
 */
@Service
public class Exports {

    private static final int MAX_AT_ONCE = 4;
    private static final int PAGE = 500;

    private final Reading reading;
    private final History history;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    @Inject
    public Exports(Reading reading, History history) {
        this.reading = reading;
        this.history = history;
    }

    /** The right to it is looked at now, and again with each page. */
    StreamingOutput of(Actor actor, RoomId room) {
        List<Message> first = reading.exported(actor, room, 0, PAGE);
        if (places.availablePermits() == 0) {
            throw full();
        }
        // The place is taken only here: what is returned is not written if something fails before its first byte.
        return out -> {
            if (!places.tryAcquire()) {
                throw full();
            }
            try {
                write(actor, room, first, new BufferedOutputStream(out));
            } finally {
                places.release();
            }
        };
    }

    private static RateLimitException full() {
        return new RateLimitException(
                Problem.RATE_LIMITED,
                "The server writes at most " + MAX_AT_ONCE + " exports at a time.",
                "There are as many.",
                Duration.ofSeconds(10));
    }

    private void write(Actor actor, RoomId room, List<Message> first, OutputStream out) throws IOException {
        List<Message> page = first;
        while (!page.isEmpty()) {
            for (Message message : page) {
                out.write(history.document(message).build().toString().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            page = reading.exported(actor, room, page.get(page.size() - 1).offset(), PAGE);
        }
        out.flush();
    }
}
