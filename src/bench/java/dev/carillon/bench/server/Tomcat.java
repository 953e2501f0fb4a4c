package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;

/**
 * A web application as ROOT in the Tomcat distribution that the build unpacks, with the project's {@code server.xml}, as
 * a process of its own.
 *
 * <p>The options are those of the project's {@code setenv.sh}, except for the heap: 2 GB, because 10,000 streams of the
 * textbook need more than 1 GB, and no lower bound. The two ratios take effect only after a full collection, such as
 * scenario C asks for: unused pages then go back to the system, and the resident memory is what is needed.
 */
final class Tomcat {
    static final Path HOME = Path.of(System.getProperty("bench.tomcat", "target/tomcat"));

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx2g",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=50",
            "-Djdk.nio.maxCachedBufferSize=262144");

    private final String name;
    private final Dialect dialect;
    private final List<String> systemProperties;

    Tomcat(String name, Dialect dialect, List<String> systemProperties) {
        this.name = name;
        this.dialect = dialect;
        this.systemProperties = systemProperties;
    }

    /** Deploys the WAR into a fresh CATALINA_BASE and starts. */
    ServerProcess start(Path war, int port) throws IOException {
        Path base = Directories.fresh(name);
        Directories.copy(HOME.resolve("conf"), base.resolve("conf"));
        for (String directory : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectories(base.resolve(directory));
        }
        Files.copy(war, base.resolve("webapps/ROOT.war"));
        return ServerProcess.start(command(base, port), base, base.resolve("logs/console.log"))
                .awaitReady(port, dialect);
    }

    static List<String> missing(Path... needed) {
        List<String> missing = new ArrayList<>();
        for (Path path : needed) {
            if (!Files.exists(path)) {
                missing.add(path.toString());
            }
        }
        if (!Files.exists(bootstrap())) {
            missing.add(bootstrap().toString());
        }
        return missing;
    }

    static String version() {
        try (JarFile jar = new JarFile(HOME.resolve("lib/catalina.jar").toFile())) {
            Properties info = new Properties();
            info.load(jar.getInputStream(jar.getEntry("org/apache/catalina/util/ServerInfo.properties")));
            return info.getProperty("server.info");
        } catch (IOException e) {
            return "no Tomcat in " + HOME;
        }
    }

    /** What {@code bin/catalina.sh} would run, without a shell in between. */
    private List<String> command(Path base, int port) {
        Path home = HOME.toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
        command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
        command.addAll(systemProperties);
        command.add("-Dcarillon.port=" + port);
        command.add("-Dcatalina.home=" + home);
        command.add("-Dcatalina.base=" + base);
        command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
        command.add("-cp");
        command.add(home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"));
        command.add("org.apache.catalina.startup.Bootstrap");
        command.add("start");
        return command;
    }

    private static Path bootstrap() {
        return HOME.resolve("bin/bootstrap.jar");
    }
}
