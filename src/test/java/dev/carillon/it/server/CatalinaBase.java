package dev.carillon.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What a Tomcat has beside its programs: our configuration, and a manager with a user.
 *
 * <p>Arquillian wants that of its Tomcat to be there before anything else happens. Each process of tests has its own.
 */
public final class CatalinaBase implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String base = System.getProperty("it.tomcat.base");
        if (base != null) {
            try {
                create(Path.of(System.getProperty("it.tomcat.home")), Path.of(base));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** In place of what is there. */
    static void create(Path home, Path base) throws IOException {
        deleteTree(base);
        copyTree(home.resolve("conf"), base.resolve("conf"));
        copyTree(home.resolve("webapps/manager"), base.resolve("webapps/manager"));
        Files.copy(
                Path.of("src/test/resources/tomcat/tomcat-users.xml"),
                base.resolve("conf/tomcat-users.xml"),
                StandardCopyOption.REPLACE_EXISTING);
        for (String directory : List.of("logs", "temp", "work")) {
            Files.createDirectories(base.resolve(directory));
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
