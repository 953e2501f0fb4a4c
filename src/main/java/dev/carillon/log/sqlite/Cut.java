package dev.carillon.log.sqlite;

import dev.carillon.event.SelectorSet;
import java.util.concurrent.CompletableFuture;

/**
 * What somebody has asked to remove, and how far that has come. If a step fails, so does all of it, and what it notes here means
 * nothing any more.
 *
 * <p>Threading: the writer's alone, but for the answer.
 */
final class Cut {

    final SelectorSet channels;

    /** The newest offset that is removed. */
    final long through;

    final CompletableFuture<Long> answer = new CompletableFuture<>();

    /** The number of the next channel to look at, and of the last one; what comes later has only newer entries. */
    long channel = 1;

    long lastChannel = -1;
    long removed;

    Cut(SelectorSet channels, long through) {
        this.channels = channels;
        this.through = through;
    }

    boolean isDone() {
        return lastChannel >= 0 && channel > lastChannel;
    }
}
