package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.textbook.TextbookApplication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What the JAX-RS specification shows for server-sent events, on Jersey, in the same Tomcat as the hub. */
final class TextbookServer implements PeerServer {
    /** The exploded WAR of the hub has the Jersey that both run on. */
    private static final Path LIBRARIES = Path.of(System.getProperty("bench.libraries", "target/carillon/WEB-INF/lib"));

    /** Jersey and what it needs; Weld, JSON binding and the hub's own libraries stay out: they only cost. */
    private static final List<String> NEEDED = List.of(
            "aopalliance",
            "hk2",
            "jakarta.annotation",
            "jakarta.inject",
            "jakarta.validation",
            "jakarta.ws.rs",
            "javassist",
            "jersey-client",
            "jersey-common",
            "jersey-container",
            "jersey-hk2",
            "jersey-media-sse",
            "jersey-server",
            "osgi-resource-locator");

    private final Tomcat tomcat = new Tomcat(name(), Dialect.TEXTBOOK, List.of());

    @Override
    public String name() {
        return "textbook";
    }

    @Override
    public Dialect dialect() {
        return Dialect.TEXTBOOK;
    }

    @Override
    public boolean isJvm() {
        return true;
    }

    @Override
    public boolean keepsEvents() {
        return false;
    }

    @Override
    public ServerProcess start(int port, int history) throws IOException {
        return tomcat.start(packWar(), port);
    }

    @Override
    public List<String> missing() {
        return Tomcat.missing(LIBRARIES);
    }

    private static Path packWar() throws IOException {
        Path war = Directories.fresh("textbook-war").resolve("textbook.war");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(war));
                Stream<Path> libraries = Files.list(LIBRARIES)) {
            for (Class<?> type : TextbookApplication.ALL_CLASSES) {
                String entry = type.getName().replace('.', '/') + ".class";
                try (InputStream bytes = type.getResourceAsStream("/" + entry)) {
                    add(out, "WEB-INF/classes/" + entry, bytes.readAllBytes());
                }
            }
            for (Path library : libraries.toList()) {
                String file = library.getFileName().toString();
                if (NEEDED.stream().anyMatch(file::startsWith)) {
                    add(out, "WEB-INF/lib/" + file, Files.readAllBytes(library));
                }
            }
        }
        return war;
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
