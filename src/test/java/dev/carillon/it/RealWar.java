package dev.carillon.it;

import dev.carillon.it.client.Tokens;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR as it is delivered, and where it runs. Maven gives an integration test these system properties: {@code carillon.war},
 * {@code carillon.container} ({@code tomcat} or {@code payara}) and {@code carillon.url}.
 */
final class RealWar {
    private RealWar() {}

    /** The WAR of this run's container. Both containers deploy a {@code ROOT.war} at {@code /}. */
    static WebArchive archive() {
        awaitEndOfPayara();
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(property("carillon.war")))
                .as(WebArchive.class);
    }

    /** The adapter starts a Payara for each deployment, and asks the one before to end, but does not wait until its port is free. */
    private static void awaitEndOfPayara() {
        Awaitility.await("the Payara of the test before has ended")
                .atMost(Duration.ofMinutes(3))
                .until(() -> processes("payara-micro").findAny().isEmpty());
    }

    /** A JAR to put beside the WAR's own: its settings win over those that ship. */
    static JavaArchive settings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        // What an earlier run has left is not there.
        all.putIfAbsent("carillon.data-dir", newDataDirectory().toString());
        Tokens.SETTINGS.forEach(all::putIfAbsent);
        String lines = all.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining("", "config_ordinal=150\n", ""));
        return ShrinkWrap.create(JavaArchive.class, "settings.jar")
                .addAsManifestResource(new StringAsset(lines), "microprofile-config.properties");
    }

    private static Path newDataDirectory() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
            return Files.createTempDirectory(parent, "data-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the WAR answers, without a slash at the end. */
    static String url() {
        return property("carillon.url");
    }

    static boolean onTomcat() {
        return property("carillon.container").equals("tomcat");
    }

    /** The container's process, which the adapter of Arquillian has started. */
    static long pid() {
        // Other tests have Tomcats of their own, and pages one that stays; only this one is asked by JMX.
        String mark = onTomcat() ? "-Dcom.sun.management.jmxremote.port=" : "payara-micro";
        return processes(mark)
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process has " + mark + " in its command"));
    }

    private static Stream<ProcessHandle> processes(String mark) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(mark));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("no system property " + name + ": run this test with mvn verify");
        }
        return value;
    }
}
