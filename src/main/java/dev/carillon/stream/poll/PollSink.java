package dev.carillon.stream.poll;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Sink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits for the first chunk that says something, in the format of NDJSON. What comes later is left alone: it is in the log, and the
 * client comes again.
 *
 * <p>Threading: its shard's alone; the outcome is told on the shard's thread, so whoever listens must return at once.
 */
public final class PollSink implements Sink {

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Told once. */
    public CompletionStage<Outcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /** It never says that it is blocked, so it is never taken for a slow reader. */
    @Override
    public boolean write(Chunk chunk) {
        if (!outcome.isDone()) {
            Lines lines = new Lines(chunk.array(), chunk.length());
            if (lines.saySomething()) {
                outcome.complete(new Outcome.Something(lines));
            }
        }
        return true;
    }

    @Override
    public boolean drain() {
        return true;
    }

    @Override
    public void close(CloseReason reason) {
        outcome.complete(new Outcome.Nothing(reason));
    }

    @Override
    public boolean isPoll() {
        return true;
    }

    /** A second heartbeat would tell nothing: none of them is written. */
    @Override
    public boolean noticesDeparture() {
        return true;
    }
}
