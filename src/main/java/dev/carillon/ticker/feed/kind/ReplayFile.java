package dev.carillon.ticker.feed.kind;

import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file in the directory of recorded quotes.
 *
 * @param name as an administrator has written it, who may not come to other files of the server by it
 */
record ReplayFile(Path directory, String name) {

    /** Whether the name leads nowhere else; links are looked at when it is opened. */
    boolean isInside() {
        try {
            Path path = Path.of(name);
            return !path.isAbsolute()
                    && path.equals(path.normalize())
                    && !path.startsWith("..")
                    && !path.toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Opens it for reading, if it is a file in the directory wherever links lead. */
    Lines open() throws IOException {
        Path path;
        try {
            Path real = directory.toRealPath();
            path = real.resolve(name).toRealPath();
            if (!path.startsWith(real)) {
                throw new FeedException(name + " leads out of carillon.ticker.replay-dir");
            }
        } catch (NoSuchFileException e) {
            throw new FeedException("there is no " + name + " in carillon.ticker.replay-dir");
        }
        // A pipe would be waited for.
        if (!Files.isRegularFile(path)) {
            throw new FeedException(name + " is not a file");
        }
        return new Lines(name, Files.newInputStream(path));
    }
}
