package dev.carillon.boot;

import dev.carillon.log.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How events are kept.
 *
 * @param dataDir the directory for everything that Carillon writes
 * @param keyTime how long an idempotency key is remembered
 */
record LogSettings(
        Kind kind, Path dataDir, RetentionPolicy sqliteRetention, RetentionPolicy memoryRetention, Duration keyTime) {

    /** Which log. */
    enum Kind {
        SQLITE,
        MEMORY
    }

    /** What counts for the log that is used. */
    RetentionPolicy retention() {
        return kind == Kind.SQLITE ? sqliteRetention : memoryRetention;
    }

    static Kind kind(String text) {
        return switch (text) {
            case "sqlite" -> Kind.SQLITE;
            case "memory" -> Kind.MEMORY;
            default -> throw new IllegalArgumentException("'" + text + "' is neither");
        };
    }

    /** The directory that the setting names; for {@code auto} one below the server's own, never a temporary one. */
    static Path dataDir(String text) {
        if (!text.equals("auto")) {
            Path directory = Path.of(text);
            if (!directory.isAbsolute()) {
                throw new IllegalArgumentException("'" + text + "' depends on where the server was started");
            }
            return directory.normalize();
        }
        for (String base : new String[] {"catalina.base", "com.sun.aas.instanceRoot", "user.home"}) {
            String directory = System.getProperty(base);
            if (directory != null && !directory.isEmpty()) {
                return Path.of(directory, "carillon-data").toAbsolutePath().normalize();
            }
        }
        throw new IllegalArgumentException("the server does not tell where it is; name a directory");
    }
}
