package dev.carillon.it.browser;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Of all processes of tests one has browsers at work: two of them, each with its server, are more than two processors can do in the
 * time that a person would wait. And one alone looks for a browser, or installs it.
 */
final class BrowserTurn implements AutoCloseable {

    private final FileChannel lock;

    /** Waits until it is this process's turn. */
    BrowserTurn() throws IOException {
        lock = FileChannel.open(
                Files.createDirectories(Path.of("target", "it")).resolve("browser.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        // Until the channel is closed.
        Objects.requireNonNull(lock.lock());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
