package dev.carillon.page;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All files of the pages, read once when the application starts. They are few and small, so they stay in memory; and a path is
 * looked up among those that there are, so no trick with a path can reach another file.
 *
 * <p>Threading: immutable.
 */
final class StaticFiles {

    /** Larger ones, which there are not yet, are left to the container. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    /** All of them, with both forms: a file that would not fit in is left to the container. The WAR has 0.7 MiB. */
    private static final int MAX_BYTES = 8 << 20;

    private static final System.Logger LOGGER = System.getLogger(StaticFiles.class.getName());

    private final Map<String, StaticFile> files;

    private StaticFiles(Map<String, StaticFile> files) {
        this.files = Map.copyOf(files);
    }

    static StaticFiles none() {
        return new StaticFiles(Map.of());
    }

    static StaticFiles of(ServletContext context) {
        Map<String, StaticFile> files = new HashMap<>();
        add(context, "/", files, 0);
        return new StaticFiles(files);
    }

    /**
     * The file at a path.
     *
     * @param path within the application and decoded, as the container has it; with a slash at the end it means a folder's page
     */
    Optional<StaticFile> at(String path) {
        return Optional.ofNullable(files.get(path.endsWith("/") ? path + "index.html" : path));
    }

    /** Adds what is in a folder and below it, and returns what all take of the memory. */
    private static int add(ServletContext context, String folder, Map<String, StaticFile> files, int before) {
        int bytes = before;
        Set<String> paths = context.getResourcePaths(folder);
        for (String path : paths == null ? Set.<String>of() : paths) {
            if (path.startsWith("/WEB-INF/") || path.startsWith("/META-INF/")) {
                continue;
            }
            if (path.endsWith("/")) {
                bytes = add(context, path, files, bytes);
                continue;
            }
            Optional<StaticFile> file = MediaType.of(path).flatMap(type -> read(context, path, type));
            if (file.isPresent() && bytes + file.get().bytes() <= MAX_BYTES) {
                files.put(path, file.get());
                bytes += file.get().bytes();
            } else {
                LOGGER.log(System.Logger.Level.DEBUG, "left to the container: path={0}", path);
            }
        }
        return bytes;
    }

    private static Optional<StaticFile> read(ServletContext context, String path, MediaType type) {
        try (InputStream in = context.getResourceAsStream(path)) {
            byte[] content = in == null ? new byte[0] : in.readNBytes(MAX_FILE_BYTES + 1);
            return in == null || content.length > MAX_FILE_BYTES
                    ? Optional.empty()
                    : Optional.of(StaticFile.of(path, type, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
