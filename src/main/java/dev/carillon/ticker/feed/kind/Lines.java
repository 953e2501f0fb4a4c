package dev.carillon.ticker.feed.kind;

import dev.carillon.ticker.feed.FeedException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file that may be larger than the memory, and with their numbers.
 *
 * <p>Threading: one thread.
 */
final class Lines implements Closeable {

    /** A line of all columns at their longest has half of it. */
    private static final int MAX_LENGTH = 512;

    private final String file;
    private final BufferedReader reader;
    private final StringBuilder line = new StringBuilder(MAX_LENGTH);
    private long number;

    Lines(String file, InputStream in) {
        this.file = file;
        // What is not UTF-8 becomes characters that no column takes.
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Null at the end. A line that is too long is read to its end, and then refused. */
    @Nullable
    String next() throws IOException {
        int length = read();
        if (length < 0) {
            return null;
        }
        if (length > MAX_LENGTH) {
            throw wrong("it is longer than " + MAX_LENGTH + " characters");
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /** Leaves out what comes before that line has been read, whatever it is. */
    void skipThrough(long last) throws IOException {
        while (number < last && read() >= 0) {
            // Only the number of the line counts.
        }
    }

    /** How long the next line is, of which the beginning is kept; -1 at the end. */
    private int read() throws IOException {
        line.setLength(0);
        int c = reader.read();
        if (c < 0) {
            return -1;
        }
        number++;
        int length = 0;
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (length < MAX_LENGTH) {
                line.append((char) c);
            }
            length = Math.min(length + 1, Integer.MAX_VALUE - 1);
        }
        return length;
    }

    /** Of the line that was read last; the first is 1. */
    long number() {
        return number;
    }

    FeedException wrong(String what) {
        return new FeedException(file + ", line " + number + ": " + what);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
